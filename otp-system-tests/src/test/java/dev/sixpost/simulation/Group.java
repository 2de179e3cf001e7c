package dev.sixpost.simulation;

import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A consumer group: who has which partition, since when, and what is committed. A member unheard of is put out. */
final class Group {
    private static final long SESSION_TIMEOUT = 6_000;

    private final List<TopicPartition> partitions;
    private final Map<String, Long> heard = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private int generation;

    Group(Topic... topics) {
        List<TopicPartition> all = new ArrayList<>();
        for (Topic topic : topics) {
            all.addAll(Broker.partitions(topic));
        }
        this.partitions = List.copyOf(all);
    }

    void heartbeat(String member, long now) {
        heard.computeIfPresent(member, (_, _) -> now);
    }

    void expel(long now) {
        if (heard.values().removeIf(last -> now - last > SESSION_TIMEOUT)) {
            generation++;
        }
    }

    boolean isCurrent(String member, int joined) {
        return joined == generation && heard.containsKey(member);
    }

    int join(String member, long now) {
        if (heard.put(member, now) == null) {
            generation++;
        }
        return generation;
    }

    Set<TopicPartition> assignment(String member) {
        List<String> members = List.copyOf(heard.keySet());
        Set<TopicPartition> mine = new HashSet<>();
        for (TopicPartition partition : partitions) {
            if (members.get(partition.partition() % members.size()).equals(member)) {
                mine.add(partition);
            }
        }
        return mine;
    }

    /** Throws where the member was put out, or others have joined since. */
    void require(String member, int joined) {
        if (!isCurrent(member, joined)) {
            throw new Fenced();
        }
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    void committed(Map<TopicPartition, Long> offsets) {
        committed.putAll(offsets);
    }

    /** As an operator does it: while nobody is in the group. */
    void rewind() {
        committed.clear();
        heard.clear();
        generation++;
    }
}
