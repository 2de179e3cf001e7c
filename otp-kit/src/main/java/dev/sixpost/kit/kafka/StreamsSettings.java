package dev.sixpost.kit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;

/** Kafka Streams settings, by name: this module does not depend on Kafka Streams. */
final class StreamsSettings {
    static final String PRODUCER = "producer.";
    static final String CONSUMER = "consumer.";
    private static final String TOPIC = "topic.";

    private StreamsSettings() {}

    /** {@code replicas}: how many brokers the topics are on that Kafka Streams makes for itself. */
    static Map<String, Object> of(String applicationId, Path stateDir, int replicas) {
        Map<String, Object> settings = ClientSettings.common(applicationId);
        settings.put("application.id", applicationId);
        settings.put("state.dir", stateDir.toString());
        settings.put("processing.guarantee", "exactly_once_v2");
        settings.put("replication.factor", replicas);
        settings.put(TOPIC + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, TopicRules.minInSync(replicas));
        settings.put("default.key.serde", Serdes.ByteArraySerde.class);
        settings.put("default.value.serde", Serdes.ByteArraySerde.class);
        producer().forEach((name, value) -> settings.put(PRODUCER + name, value));
        Map<String, Object> membership = new HashMap<>();
        ClientSettings.membership(membership);
        // Streams takes the group protocol as its own setting.
        membership.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        membership.forEach((name, value) -> settings.put(CONSUMER + name, value));
        return settings;
    }

    private static Map<String, Object> producer() {
        return Map.of(
                // Streams waits 100 ms by default; a verdict has somebody waiting for it. As with the other producers,
                // what comes while a request is under way gathers for the next one.
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                4_000,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                10_000,
                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                2,
                ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                20);
    }
}
