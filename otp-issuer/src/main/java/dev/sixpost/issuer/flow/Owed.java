package dev.sixpost.issuer.flow;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the batches have come that had nothing to say on Kafka. Their offsets are committed with the next transaction, or
 * by themselves after a second. Where neither happens they are read again and change nothing. For one thread.
 */
final class Owed {
    private static final Duration AT_MOST = Duration.ofSeconds(1);

    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private long sinceNanos;

    void add(Map<TopicPartition, OffsetAndMetadata> consumed, long nowNanos) {
        if (offsets.isEmpty()) {
            sinceNanos = nowNanos;
        }
        offsets.putAll(consumed);
    }

    /** What is owed, and what follows it. */
    Map<TopicPartition, OffsetAndMetadata> and(Map<TopicPartition, OffsetAndMetadata> consumed) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(offsets);
        all.putAll(consumed);
        return all;
    }

    boolean isDue(long nowNanos) {
        return !offsets.isEmpty() && nowNanos - sinceNanos >= AT_MOST.toNanos();
    }

    /** These partitions are another's now. */
    void drop(Collection<TopicPartition> partitions) {
        offsets.keySet().removeAll(partitions);
    }

    void clear() {
        offsets.clear();
    }
}
