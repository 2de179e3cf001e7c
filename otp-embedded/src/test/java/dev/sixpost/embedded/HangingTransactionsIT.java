package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is open on a partition, and what its coordinator knew of it went with the coordinator's log. */
class HangingTransactionsIT {
    private static final TopicPartition PARTITION = new TopicPartition("facts", 0);
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path dataDir;

    @Test
    void whatTheCoordinatorForgotIsAbortedAndReadersGoOn() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0)) {
            leaveOpen(kafka);
        }
        forget();

        try (var kafka = EmbeddedKafka.start(dataDir, 0);
                var producer = producer(kafka, Map.of())) {
            producer.send(new ProducerRecord<>("facts", 0, "key", "committed")).get(10, TimeUnit.SECONDS);

            assertThat(firstCommitted(kafka)).hasValue("committed");
        }
    }

    private static void leaveOpen(EmbeddedKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        var dying = producer(kafka, Map.of("transactional.id", "dying", "transaction.timeout.ms", "120000"));
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

    private static Optional<String> firstCommitted(EmbeddedKafka kafka) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() - end < 0) {
                var records = consumer.poll(Duration.ofMillis(500));
                if (!records.isEmpty()) {
                    return Optional.of(records.iterator().next().value());
                }
            }
            return Optional.empty();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
