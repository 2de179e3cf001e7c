package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.store.Progress;
import dev.sixpost.schemas.Topic;
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
    private final String topicId;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, Long> notNoted = new HashMap<>();

    Published(Progress progress, String topicId) {
        this.progress = progress;
        this.topicId = topicId;
    }

    String topicId() {
        return topicId;
    }

    boolean contains(Position position) {
        return position.offset() < next.getOrDefault(position.partition(), 0L);
    }

    /** What the group has committed on the partitions it was just given, and what the database has noted. */
    void assigned(Map<TopicPartition, OffsetAndMetadata> committed) {
        progress.load(topicId).forEach(this::raise);
        advance(committed);
    }

    /** These offsets are committed. */
    void advance(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((partition, offset) -> {
            if (partition.topic().equals(Topic.REQUESTS.name()) && offset != null) {
                raise(partition.partition(), offset.offset());
                notNoted.put(partition.partition(), offset.offset());
            }
        });
    }

    Map<Integer, Long> notNoted() {
        return Map.copyOf(notNoted);
    }

    void noted() {
        notNoted.clear();
    }

    void noteNow() {
        if (!notNoted.isEmpty()) {
            progress.note(topicId, notNoted);
            notNoted.clear();
        }
    }

    private void raise(int partition, long offset) {
        next.merge(partition, offset, Math::max);
    }
}
