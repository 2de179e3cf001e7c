package dev.sixpost.gateway.view;

import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads once what was written in the quarter of an hour before the tail began, so that a new instance can answer for
 * challenges that are live. Nothing depends on it: what it misses is answered as not held.
 */
final class Backfill implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    /** The quarter of an hour, and what this machine's clock may be ahead of the broker's. */
    private static final Duration SPAN = Duration.ofMinutes(15).plusMinutes(10);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Ingest ingest;
    private final AtomicBoolean closing = new AtomicBoolean();
    private @Nullable Thread thread;

    Backfill(KafkaClients clients, Ingest ingest) {
        this.clients = clients;
        this.ingest = ingest;
    }

    /** Up to, not including, {@code ends}. */
    synchronized void start(Map<TopicPartition, Long> ends) {
        if (thread == null && !closing.get()) {
            thread = Thread.ofPlatform().name("gateway-backfill").start(() -> run(ends));
        }
    }

    private void run(Map<TopicPartition, Long> ends) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                clients.tail("gateway-backfill", IsolationLevel.READ_UNCOMMITTED)) {
            Map<TopicPartition, Long> remaining = position(consumer, ends);
            Map<String, Integer> counts = new HashMap<>();
            ends.keySet().forEach(partition -> counts.merge(partition.topic(), 1, Integer::sum));
            long deadline = System.nanoTime() + AT_MOST.toNanos();
            while (!remaining.isEmpty() && !closing.get() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (found.offset() < ends.getOrDefault(partition(found), 0L)) {
                        ingest.take(found, topic -> counts.getOrDefault(topic, Topic.PARTITIONS));
                    }
                }
                remaining.entrySet().removeIf(left -> consumer.position(left.getKey()) >= left.getValue());
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> !remaining.containsKey(partition))
                        .toList());
            }
        } catch (KafkaException e) {
            if (!closing.get()) {
                LOG.atWarn()
                        .addKeyValue("exception", e.getClass().getSimpleName())
                        .log("the view was not filled in; it holds what came since the start");
            }
        }
    }

    /** The ends that are still to be reached. */
    private static Map<TopicPartition, Long> position(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long since = System.currentTimeMillis() - SPAN.toMillis();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        ends.keySet().forEach(partition -> wanted.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> remaining = new HashMap<>();
        Map<TopicPartition, Long> begins = new HashMap<>();
        starts.forEach((partition, start) -> {
            Long end = ends.get(partition);
            if (start != null && end != null && start.offset() < end) {
                remaining.put(partition, end);
                begins.put(partition, start.offset());
            }
        });
        consumer.assign(begins.keySet());
        begins.forEach((partition, begin) -> consumer.seek(partition, begin));
        return remaining;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> found) {
        return new TopicPartition(found.topic(), found.partition());
    }

    @Override
    public void close() {
        closing.set(true);
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                if (!running.join(PATIENCE)) {
                    running.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
