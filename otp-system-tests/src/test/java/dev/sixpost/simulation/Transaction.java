package dev.sixpost.simulation;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A transaction on the simulated log, with the offsets and the state that are committed with it. */
final class Transaction {
    enum Fate {
        OPEN,
        COMMITTED,
        ABORTED
    }

    final String id;
    final long begunAt;
    final Map<TopicPartition, Long> offsets = new HashMap<>();
    final Map<Integer, Map<String, byte @Nullable []>> state = new HashMap<>();
    Fate fate = Fate.OPEN;

    Transaction(String id, long begunAt) {
        this.id = id;
        this.begunAt = begunAt;
    }

    boolean isOpen() {
        return fate == Fate.OPEN;
    }

    void put(int partition, String subject, byte @Nullable [] value) {
        state.computeIfAbsent(partition, _ -> new HashMap<>()).put(subject, value);
    }
}
