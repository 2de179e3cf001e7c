package dev.sixpost.gateway.view;

import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the end of every partition of what the pipeline answers, uncommitted records included: a replay says the same.
 * First the newest, so that it is ready at once; the last quarter of an hour is filled in behind by {@link Backfill}.
 */
public final class Tail implements AutoCloseable {
    static final List<Topic> TOPICS = List.of(Topic.CHALLENGES, Topic.DELIVERIES, Topic.RESULTS, Topic.SIGNALS);

    private static final Duration POLL = Duration.ofMillis(500);
    /** Under load what is written in this time is one answer of the broker instead of several. */
    private static final Duration GATHER = Duration.ofMillis(2);

    private static final Duration LOOK_UP = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final Ingest ingest;
    private final Backfill backfill;
    private final CountDownLatch ready = new CountDownLatch(1);
    private @Nullable Loop loop;

    public Tail(KafkaClients clients, Ingest ingest) {
        this.clients = clients;
        this.ingest = ingest;
        this.backfill = new Backfill(clients, ingest);
    }

    public synchronized void start() {
        loop = Loop.start("gateway-tail", new Reading());
    }

    /** Whether the end has been found in time: from then on no answer is missed. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public synchronized Optional<String> trouble() {
        if (ready.getCount() > 0) {
            return Optional.of("the end of the topics has not been found");
        }
        return loop == null ? Optional.of("not started") : loop.trouble();
    }

    public synchronized Optional<String> stall() {
        return loop == null ? Optional.empty() : loop.stall();
    }

    @Override
    public void close() {
        Loop running;
        synchronized (this) {
            running = loop;
        }
        if (running != null) {
            running.close();
        }
        backfill.close();
    }

    static Map<TopicPartition, Integer> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Integer> partitions = new HashMap<>();
        for (Topic topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic.name(), LOOK_UP);
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("topic " + topic.name() + " has no partitions");
            }
            for (PartitionInfo partition : found) {
                partitions.put(new TopicPartition(topic.name(), partition.partition()), found.size());
            }
        }
        return partitions;
    }

    private final class Reading implements Loop.Body {
        private @Nullable KafkaConsumer<byte[], byte[]> consumer;
        private final Map<String, Integer> partitionCounts = new HashMap<>();

        @Override
        public void once() {
            KafkaConsumer<byte[], byte[]> reading = positioned();
            try {
                ConsumerRecords<byte[], byte[]> found = reading.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> one : found) {
                    ingest.take(one, topic -> partitionCounts.getOrDefault(topic, Topic.PARTITIONS));
                }
                if (!found.isEmpty()) {
                    LockSupport.parkNanos(GATHER.toNanos());
                }
            } catch (WakeupException e) {
                // The loop ends.
            }
        }

        private synchronized KafkaConsumer<byte[], byte[]> consumer() {
            if (consumer == null) {
                consumer = clients.tail("gateway-tail", IsolationLevel.READ_UNCOMMITTED);
            }
            return consumer;
        }

        private KafkaConsumer<byte[], byte[]> positioned() {
            KafkaConsumer<byte[], byte[]> reading = consumer();
            if (ready.getCount() == 0) {
                return reading;
            }
            Map<TopicPartition, Integer> partitions = partitions(reading);
            partitions.forEach((partition, count) -> partitionCounts.put(partition.topic(), count));
            List<TopicPartition> all = new ArrayList<>(partitions.keySet());
            reading.assign(all);
            reading.seekToEnd(all);
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (TopicPartition partition : all) {
                ends.put(partition, reading.position(partition, LOOK_UP));
            }
            backfill.start(ends);
            ready.countDown();
            return reading;
        }

        @Override
        public synchronized void wake() {
            if (consumer != null) {
                consumer.wakeup();
            }
        }

        @Override
        public synchronized void stopped() {
            if (consumer != null) {
                consumer.close();
            }
        }
    }
}
