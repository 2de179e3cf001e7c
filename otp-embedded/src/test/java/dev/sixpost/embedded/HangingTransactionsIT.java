package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is open on a partition, and what its coordinator knew of it went with the coordinator's log. */
class HangingTransactionsIT {
    @TempDir
    Path dataDir;

    @Test
    void whatTheCoordinatorForgotIsAbortedAndReadersGoOn() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0)) {
            leaveOpen(kafka);
        }
        forget();

        try (var kafka = EmbeddedKafka.start(dataDir, 0);
                var producer = Facts.producer(kafka, Map.of())) {
            producer.send(new ProducerRecord<>("facts", 0, "key", "committed")).get(10, TimeUnit.SECONDS);

            assertThat(Facts.firstCommitted(kafka)).hasValue("committed");
        }
    }

    private static void leaveOpen(EmbeddedKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        var dying = Facts.producer(kafka, Map.of("transactional.id", "dying", "transaction.timeout.ms", "120000"));
        dying.initTransactions();
        dying.beginTransaction();
        dying.send(new ProducerRecord<>("facts", 0, "key", "never committed")).get(10, TimeUnit.SECONDS);
        dying.close(Duration.ZERO);
    }

    private void forget() throws IOException {
        try (Stream<Path> folders = Files.list(dataDir)) {
            List<Path> coordinators = folders.filter(
                            folder -> folder.getFileName().toString().startsWith("__transaction_state-"))
                    .toList();
            assertThat(coordinators).isNotEmpty();
            coordinators.forEach(Folders::delete);
        }
    }
}
