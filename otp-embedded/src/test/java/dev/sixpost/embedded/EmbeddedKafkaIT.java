package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    Path dataDir;

    @Test
    void keepsWhatWasCommittedInATransactionOverARestartAndStampsItItself() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0)) {
            createTopic(kafka, "facts");
            try (var producer = transactional(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                var record = new ProducerRecord<>("facts", 0, 1L, "key", "value");
                producer.send(record).get(10, TimeUnit.SECONDS);
                producer.commitTransaction();
            }
        }
        try (var kafka = EmbeddedKafka.start(dataDir, 0)) {
            ConsumerRecord<String, String> found = first(kafka, "facts");
            assertThat(found.value()).isEqualTo("value");
            assertThat(found.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(found.timestamp()).isGreaterThan(1L);
        }
    }

    @Test
    void givesAShareGroupTheHighestDeliveryLimitALockOfTenSecondsAndARecord() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0)) {
            createTopic(kafka, "work");
            configureShareGroup(kafka, "workers");
            try (var producer = producer(kafka, Map.of());
                    var consumer = shareConsumer(kafka, "workers")) {
                producer.send(new ProducerRecord<>("work", "key", "a job")).get(10, TimeUnit.SECONDS);
                consumer.subscribe(List.of("work"));
                assertThat(firstJob(consumer)).hasValue("a job");
            }
        }
    }

    private static void createTopic(EmbeddedKafka kafka, String name) throws Exception {
        try (var admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static void configureShareGroup(EmbeddedKafka kafka, String group) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        var settings = Map.of(
                "share.auto.offset.reset", "earliest",
                "share.isolation.level", "read_committed",
                "share.renew.acknowledge.enable", "true",
                "share.record.lock.duration.ms", "10000",
                "share.delivery.count.limit", "25");
        var changes = settings.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (var admin = admin(kafka)) {
            admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static Optional<String> firstJob(KafkaShareConsumer<String, String> consumer) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() - end < 0) {
            var records = consumer.poll(Duration.ofMillis(500));
            if (!records.isEmpty()) {
                return Optional.of(records.iterator().next().value());
            }
        }
        return Optional.empty();
    }

    private static ConsumerRecord<String, String> first(EmbeddedKafka kafka, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            var records = consumer.poll(Duration.ofSeconds(15));
            assertThat(records.count()).isEqualTo(1);
            return records.iterator().next();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static KafkaProducer<String, String> transactional(EmbeddedKafka kafka) {
        return producer(kafka, Map.of("transactional.id", "restart", "transaction.timeout.ms", "10000"));
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static KafkaShareConsumer<String, String> shareConsumer(EmbeddedKafka kafka, String group) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group);
        return new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }
}
