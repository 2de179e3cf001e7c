package dev.sixpost.verifier.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the verifier sets beyond the settings common to all services, each with its reason. The handlers of exceptions
 * stay those that fail: bytes can always be read, and what fails later is the broker or a bug; nothing is passed over.
 */
public final class Tuning {
    /** Kafka Streams looks this often for copies that nobody has used for as long: twice this may pass. */
    static final Duration LEFT_BEHIND = VerifierTopology.ERASURES_TOLD.dividedBy(5);

    private Tuning() {}

    /**
     * The settings to start with.
     *
     * @param instanceId stays the same over restarts of one instance; empty where nothing of it survives
     */
    public static Map<String, Object> over(Map<String, Object> common, Optional<String> instanceId) {
        Map<String, Object> settings = new HashMap<>(common);
        // The thread looks for a due commit this often while nothing arrives.
        settings.put(StreamsConfig.POLL_MS_CONFIG, CommitPace.LEAST.toMillis());
        // Commits are asked for at their own pace; this is for one that was not.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000L);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
        // What another instance erases meanwhile is in the copy that a partition left here.
        settings.put(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG, LEFT_BEHIND.toMillis());
        producer(settings);
        restore(settings);
        // Coming back under its name within the session, an instance gets its partitions back without a rebalance.
        instanceId.ifPresent(
                id -> settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        return settings;
    }

    private static void producer(Map<String, Object> settings) {
        // A record that is given up costs the whole local store; a broker may be away for longer than a caller waits.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), (int)
                Duration.ofMinutes(2).toMillis());
    }

    private static void restore(Map<String, Object> settings) {
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        settings.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG), 1024 * 1024);
        // A store that is waiting for its turn does not wait for the end of another one's empty fetch.
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
    }
}
