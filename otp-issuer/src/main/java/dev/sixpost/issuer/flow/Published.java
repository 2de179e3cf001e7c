package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.store.Partition;
import dev.sixpost.issuer.store.Progress;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where requests are known to be answered on Kafka: what the group has committed, and what was noted in the
 * database before somebody set the group back. Noted with the batch that follows, or when there is none. For one thread.
 */
final class Published {
    private final Progress progress;
    private Map<String, String> topicIds;
    private final Map<Partition, Long> next = new HashMap<>();
    private final Map<Partition, Long> notNoted = new HashMap<>();

    /** @param topicIds by name, of the topics that requests come from */
    Published(Progress progress, Map<String, String> topicIds) {
        this.progress = progress;
        this.topicIds = Map.copyOf(topicIds);
    }

    /** A topic that was made anew has another id, and nothing of it is answered yet. */
    void identify(Map<String, String> topicIds) {
        this.topicIds = Map.copyOf(topicIds);
        progress.load(topicIds.values()).forEach(this::raise);
    }

    boolean contains(Position position) {
        return contains(position.source().topic(), position.partition(), position.offset());
    }

    boolean contains(String topic, int partition, long offset) {
        String topicId = topicIds.get(topic);
        return topicId != null && offset < next.getOrDefault(new Partition(topicId, partition), 0L);
    }

    /** What the group has committed on the partitions it was just given, and what the database has noted. */
    void assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
        progress.load(topicIds.values()).forEach(this::raise);
        advance(committed);
    }

    /** These offsets are committed. */
    void advance(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((partition, offset) -> {
            String topicId = topicIds.get(partition.topic());
            if (topicId != null && offset != null) {
                Partition ours = new Partition(topicId, partition.partition());
                raise(ours, offset.offset());
                notNoted.put(ours, offset.offset());
            }
        });
    }

    Map<Partition, Long> notNoted() {
        return Map.copyOf(notNoted);
    }

    void noted() {
        notNoted.clear();
    }

    void noteNow() {
        if (!notNoted.isEmpty()) {
            progress.note(notNoted);
            notNoted.clear();
        }
    }

    private void raise(Partition partition, long offset) {
        next.merge(partition, offset, Math::max);
    }
}
