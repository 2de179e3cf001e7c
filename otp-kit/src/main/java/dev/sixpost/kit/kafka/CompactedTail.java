package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a compacted topic from its beginning, then stays at its end; partitions that are added meanwhile are read as soon as
 * the client knows of them, within a minute. A pass fails where the broker has not said for a few seconds where the topic
 * ends: nothing new and nobody there look alike to a poll. What is in a record is the taker's business.
 */
public final class CompactedTail implements Loop.Body {
    private static final Logger LOG = LoggerFactory.getLogger(CompactedTail.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** While somebody waits for the end to be reached, which a poll that finds nothing would only delay. */
    private static final Duration FIRST_POLL = Duration.ofMillis(20);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);
    private static final Duration CHECK_PATIENCE = Duration.ofSeconds(2);

    private final Topic topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Object moved = new Object();
    private @Nullable Map<TopicPartition, Long> ends;
    private long checkedNanos = System.nanoTime();

    /** Where the next read begins; guarded by {@link #moved}. */
    private Map<TopicPartition, Long> positions = Map.of();

    public CompactedTail(KafkaClients clients, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        this.topic = topic;
        this.taker = taker;
        this.consumer = clients.tail(topic.name().replace('.', '-'), IsolationLevel.READ_COMMITTED);
    }

    /** Whether what was there at the start has been read. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Returns when it has, or {@code patience} is over, loudly. */
    public void awaitCaughtUp(Duration patience) {
        if (!caughtUpWithin(patience)) {
            LOG.atWarn().addKeyValue("topic", topic.name()).log("a topic has not been read to its end yet");
        }
    }

    /** Whether it has, as soon as it has or {@code patience} is over. */
    public boolean caughtUpWithin(Duration patience) {
        try {
            return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void once() {
        Map<TopicPartition, Long> goal = ends;
        if (goal == null) {
            goal = assign();
            ends = goal;
        } else {
            takeInAdded();
        }
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(caughtUp() ? POLL : FIRST_POLL)) {
            taker.accept(found);
        }
        noteHowFar(consumer.assignment());
        if (!caughtUp()
                && goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp.countDown();
        }
        check();
    }

    /** Throws where nobody answers, and again with each pass until somebody does. */
    private void check() {
        if (System.nanoTime() - checkedNanos >= BETWEEN_CHECKS.toNanos()) {
            Map<TopicPartition, Long> _ = consumer.endOffsets(consumer.assignment(), CHECK_PATIENCE);
            checkedNanos = System.nanoTime();
        }
    }

    private void noteHowFar(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> now = new HashMap<>();
        partitions.forEach(partition -> now.put(partition, consumer.position(partition)));
        synchronized (moved) {
            positions = now;
            moved.notifyAll();
        }
    }

    /** Whether everything before {@code goal} has been read, as soon as it has or {@code patience} is over. */
    boolean awaitRead(Map<TopicPartition, Long> goal, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (moved) {
            while (!isRead(goal)) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    return false;
                }
                try {
                    moved.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    private boolean isRead(Map<TopicPartition, Long> goal) {
        return goal.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void wake() {
        consumer.wakeup();
    }

    @Override
    public void stopped() {
        consumer.close();
    }

    private Map<TopicPartition, Long> assign() {
        List<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            throw new IllegalStateException(topic.name() + " does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private void takeInAdded() {
        List<TopicPartition> added = new ArrayList<>(partitions());
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            Set<TopicPartition> all = new HashSet<>(consumer.assignment());
            all.addAll(added);
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    /** As the client knows them; it asks the broker where it knows none. */
    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
