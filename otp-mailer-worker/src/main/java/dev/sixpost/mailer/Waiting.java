package dev.sixpost.mailer;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What was polled and is not due yet, per partition in its order. At most one poll's worth per partition. */
final class Waiting {
    private final Map<TopicPartition, ArrayDeque<ConsumerRecord<byte[], byte[]>>> queues = new HashMap<>();

    void add(ConsumerRecord<byte[], byte[]> found) {
        queues.computeIfAbsent(new TopicPartition(found.topic(), found.partition()), p -> new ArrayDeque<>())
                .add(found);
    }

    List<ConsumerRecord<byte[], byte[]>> takeDue(Instant now) {
        List<ConsumerRecord<byte[], byte[]>> due = new ArrayList<>();
        for (ArrayDeque<ConsumerRecord<byte[], byte[]>> queue : queues.values()) {
            ConsumerRecord<byte[], byte[]> head = queue.peekFirst();
            while (head != null && !now.isBefore(dueAt(head))) {
                due.add(queue.removeFirst());
                head = queue.peekFirst();
            }
        }
        return due;
    }

    Optional<Instant> nextDue() {
        return queues.values().stream()
                .flatMap(queue -> Optional.ofNullable(queue.peekFirst()).stream())
                .map(Waiting::dueAt)
                .min(Instant::compareTo);
    }

    boolean isEmpty(TopicPartition partition) {
        ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = queues.get(partition);
        return queue == null || queue.isEmpty();
    }

    void drop(TopicPartition partition) {
        queues.remove(partition);
    }

    void clear() {
        queues.clear();
    }

    private static Instant dueAt(ConsumerRecord<byte[], byte[]> found) {
        return Instant.ofEpochMilli(found.timestamp())
                .plus(Tier.ofPartition(found.partition()).delay());
    }
}
