package dev.sixpost.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Every client setting that is not Kafka's own default, each with its reason. */
final class ClientSettings {
    /** What the guarantees rest on; a configuration may not change it. */
    static final Set<String> FIXED = Set.of(
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
            ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private ClientSettings() {}

    static Map<String, Object> common(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", clientId);
        // No service reads what brokers would collect of its metrics.
        settings.put("enable.metrics.push", false);
        // A broker that is back is found within a second.
        settings.put("reconnect.backoff.max.ms", 1_000);
        // A host that swallows packets costs 3 s, and 6 s at most, before the next one is tried.
        settings.put("socket.connection.setup.timeout.ms", 3_000);
        settings.put("socket.connection.setup.timeout.max.ms", 6_000);
        // A topic or a leader that moved unnoticed is seen within a minute.
        settings.put("metadata.max.age.ms", 60_000);
        return settings;
    }

    static Map<String, Object> producer(String clientId) {
        Map<String, Object> settings = common(clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        // What was acknowledged survives a lost broker, once, and in order.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A caller is waiting: it is told within 10 s that a record did not arrive, and at once that there is no
        // broker.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        // The few topics of a service stay known to it, also when nobody asks for anything for longer than the default
        // of 5 minutes: whoever comes next would wait for the broker to say once more where they lie.
        settings.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
        // Nobody waits for company: a record goes at once where nothing is under way, and what comes meanwhile gathers
        // for the next request, so that batches grow with the load. The default of 5 ms would be a good part of an
        // answer.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    /** For what nobody waits for: fewer and larger requests, and nothing is given up soon. */
    static Map<String, Object> gatheringProducer(String clientId) {
        Map<String, Object> settings = producer(clientId);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
        // A record whose acknowledgement is lost is repeated by the producer, which the broker recognises, for longer
        // than any code lives: whoever had to write it anew might write it twice.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) KafkaClients.OUTLASTS_EVERY_CODE.toMillis());
        return settings;
    }

    static Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
        Map<String, Object> settings = producer(clientId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // A dead producer's open transaction hides what follows it for as long as this.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        // Each transaction waits for the markers of the one before: by default 100 ms, which is its whole time.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
        // Nobody waits for an answer in between: a commit may outlast a broker's restart.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        return settings;
    }

    static Map<String, Object> consumer(String clientId, IsolationLevel isolation) {
        Map<String, Object> settings = common(clientId);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
        // A position is stored with what became of the records, never on a timer.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What was written before the first reader came counts too.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A call gives up in time for the loop around it to notice that it should stop.
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    static Map<String, Object> groupConsumer(String clientId, String group, @Nullable String instanceId) {
        Map<String, Object> settings = consumer(clientId, IsolationLevel.READ_COMMITTED);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        membership(settings);
        if (instanceId != null) {
            // Whoever comes back under the same name within the session gets its partitions back without a rebalance.
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        }
        return settings;
    }

    /** The classic protocol recovers faster than the newer one, whose session timeout the broker sets. */
    static void membership(Map<String, Object> settings) {
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // A dead instance is replaced within 6 s, the least a broker allows by default.
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        // A loop that hangs gives its partitions up after a minute.
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    }

    static Map<String, Object> shareConsumer(String clientId, String group, int maxRecords) {
        Map<String, Object> settings = common(clientId);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // Only what was handled is acknowledged, record by record.
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        // No worker holds more than it can handle within a lock: the rest is for the others.
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    static Map<String, Object> admin(String clientId) {
        Map<String, Object> settings = common(clientId);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }
}
