package dev.sixpost.verifier.stream;

import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** One source, one processor with one store, four sinks. */
public final class VerifierTopology {
    private static final String SOURCE = "verifications";
    private static final String JUDGE = "judge";

    /**
     * The changelog tells for so long at least that an entry is gone. A local copy that was not kept up to date for longer
     * may hold what was erased.
     */
    public static final Duration ERASURES_TOLD = Duration.ofMinutes(10);

    /** Small segments that are cleaned early keep the changelog near the size of the store, and a restore short. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024),
            TopicConfig.SEGMENT_MS_CONFIG, Integer.toString(5 * 60 * 1000),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.05",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Integer.toString(60 * 60 * 1000),
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(ERASURES_TOLD.toMillis()));

    private VerifierTopology() {}

    /** The topic in which Kafka Streams keeps the store of an application. */
    public static String changelog(String applicationId) {
        return applicationId + "-" + VerificationProcessor.STORE + "-changelog";
    }

    public static Topology of(Parts parts) {
        return of(parts, Stores.persistentKeyValueStore(VerificationProcessor.STORE));
    }

    static Topology of(Parts parts, KeyValueBytesStoreSupplier supplier) {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> subjects = Stores.keyValueStoreBuilder(
                        supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(CHANGELOG);
        Topology topology = new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topic.VERIFICATIONS.name())
                .addProcessor(JUDGE, parts::processor, SOURCE)
                .addStateStore(subjects, JUDGE);
        for (Sink sink : Sink.ALL) {
            topology.addSink(
                    sink.node(), sink.topic().name(), new ByteArraySerializer(), new ByteArraySerializer(), JUDGE);
        }
        return topology;
    }
}
