package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/** A transaction is committed while a partition it wrote to has no leader. */
class PatientMarkersIT {
    private static final TopicPartition PARTITION = new TopicPartition("facts", 0);
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void whatIsCommittedIsReadOnceThePartitionHasALeaderAgain() throws Exception {
        List<Integer> ports = Ports.free(3);
        Map<String, String> settings = SecondBroker.first(ports.get(0), ports.get(1));
        try (var kafka = EmbeddedKafka.start(folder.resolve("first"), ports.get(0), settings);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                var producer = producer(kafka)) {
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
                assertThat(firstCommitted(kafka)).hasValue("committed");
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
        long end = System.nanoTime() + SOON.toNanos();
        while (admin
                .describeTopics(List.of(PARTITION.topic()))
                .allTopicNames()
                .get(10, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.leader() != null)) {
            assertThat(System.nanoTime()).as("it is without a leader in time").isLessThan(end);
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "committing"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static Optional<String> firstCommitted(EmbeddedKafka kafka) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() < end) {
                for (var found : consumer.poll(Duration.ofMillis(500))) {
                    return Optional.of(found.value());
                }
            }
            return Optional.empty();
        }
    }
}
