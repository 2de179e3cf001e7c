package dev.sixpost.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A partition that transactions write to, and what a reader of committed records finds on it. */
final class Facts {
    static final TopicPartition PARTITION = new TopicPartition("facts", 0);
    static final Duration SOON = Duration.ofSeconds(40);

    private Facts() {}

    /** The first record that is read committed; empty where none is in time. */
    static Optional<String> firstCommitted(EmbeddedKafka kafka) {
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

    static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
