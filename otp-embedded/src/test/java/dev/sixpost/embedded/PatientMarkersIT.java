package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction is committed while a partition it wrote to has no leader. */
class PatientMarkersIT {
    @TempDir
    Path folder;

    @Test
    void whatIsCommittedIsReadOnceThePartitionHasALeaderAgain() throws Exception {
        List<Integer> ports = Ports.free(3);
        Map<String, String> settings = SecondBroker.first(ports.get(0), ports.get(1));
        try (var kafka = EmbeddedKafka.start(folder.resolve("first"), ports.get(0), settings);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                var producer = Facts.producer(kafka, Map.of("transactional.id", "committing"))) {
            // Its coordinator is on the first broker, which is alone so far.
            producer.initTransactions();
            try (var _ = second(ports.get(2), settings)) {
                createOnTheSecond(admin);
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("facts", 0, "key", "committed"))
                        .get(10, TimeUnit.SECONDS);
            }
            awaitLeaderless(admin);
            producer.commitTransaction();

            try (var _ = second(ports.get(2), settings)) {
                assertThat(Facts.firstCommitted(kafka)).hasValue("committed");
            }
        }
    }

    private EmbeddedKafka second(int port, Map<String, String> settings) {
        return SecondBroker.join(folder.resolve("first"), folder.resolve("second"), port, settings);
    }

    private static void createOnTheSecond(Admin admin) throws Exception {
        NewTopic facts = new NewTopic("facts", Map.of(0, List.of(SecondBroker.NODE_ID)));
        admin.createTopics(List.of(facts)).all().get(10, TimeUnit.SECONDS);
    }

    private static void awaitLeaderless(Admin admin) throws Exception {
        long end = System.nanoTime() + Facts.SOON.toNanos();
        while (admin
                .describeTopics(List.of(Facts.PARTITION.topic()))
                .allTopicNames()
                .get(10, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.leader() != null)) {
            assertThat(System.nanoTime()).as("it is without a leader in time").isLessThan(end);
        }
    }
}
