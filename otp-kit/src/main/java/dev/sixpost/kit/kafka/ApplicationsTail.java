package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of settings from its beginning, then stays at its end. */
final class ApplicationsTail implements Loop.Body {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationsTail.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** While somebody waits for the end to be reached, which a poll that finds nothing would only delay. */
    private static final Duration FIRST_POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, ApplicationConfigured> known;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Object moved = new Object();
    private @Nullable Map<TopicPartition, Long> ends;

    /** Where the next read begins; guarded by {@link #moved}. */
    private Map<TopicPartition, Long> positions = Map.of();

    ApplicationsTail(KafkaClients clients, Map<String, ApplicationConfigured> known) {
        this.consumer = clients.tail("otp-applications", IsolationLevel.READ_COMMITTED);
        this.known = known;
    }

    boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    void awaitCaughtUp(Duration patience) {
        try {
            if (!caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the settings of the applications have not been read to their end yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void once() {
        Map<TopicPartition, Long> goal = ends;
        if (goal == null) {
            goal = assign();
            ends = goal;
        }
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(caughtUp() ? POLL : FIRST_POLL)) {
            apply(found);
        }
        noteHowFar(goal.keySet());
        if (!caughtUp()
                && goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp.countDown();
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
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.APPLICATIONS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException(Topic.APPLICATIONS.name() + " does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer.endOffsets(partitions);
    }

    private void apply(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null) {
            LOG.atWarn().addKeyValue("offset", found.offset()).log("settings without a key are passed over");
            return;
        }
        String id = new String(found.key(), StandardCharsets.UTF_8);
        switch (EventCodec.decode(found)) {
            case Decoded.Tombstone() -> known.remove(id);
            case Decoded.Unreadable(String reason) ->
                LOG.atWarn()
                        .addKeyValue("offset", found.offset())
                        .addKeyValue("reason", reason)
                        .log("settings that cannot be read are passed over, the ones before stay in force");
            case Decoded.Read(var envelope) -> {
                if (envelope.event() instanceof ApplicationConfigured settings
                        && settings.id().equals(id)) {
                    put(id, settings);
                } else {
                    LOG.atWarn()
                            .addKeyValue("offset", found.offset())
                            .log("settings under another key are passed over");
                }
            }
        }
    }

    private void put(String id, ApplicationConfigured settings) {
        if (known.size() < Applications.MAX_APPLICATIONS || known.containsKey(id)) {
            known.put(id, settings);
        } else {
            LOG.atError().addKeyValue("application", id).log("too many applications, this one is left out");
        }
    }
}
