package dev.sixpost.simulation;

import dev.sixpost.mailer.MailerCore;
import dev.sixpost.mailer.MailerCore.Task;
import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The share group on {@code otp.emails}: each record is locked for one member until that acknowledges it or is gone. */
final class ShareQueue {
    static final int DELIVERY_LIMIT = 10;
    private static final long LOCK = 10_000;

    /** A record that is not acknowledged yet. */
    static final class Held {
        final Task task;
        int deliveries;

        @Nullable
        String owner;

        long lockedUntil;

        Held(Task task) {
            this.task = task;
        }
    }

    private final World world;
    private final List<Held> waiting = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    ShareQueue(World world) {
        this.world = world;
    }

    Optional<Held> acquire(String member) {
        fetch();
        List<Held> free = waiting.stream().filter(held -> held.owner == null).toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        Held taken = world.oneOf(free);
        taken.owner = member;
        taken.lockedUntil = world.broker.now() + LOCK;
        taken.deliveries++;
        return Optional.of(taken);
    }

    private void fetch() {
        for (TopicPartition partition : Broker.partitions(Topic.EMAILS)) {
            long from = next.getOrDefault(partition, 0L);
            if (world.is(Fault.MAIL_FROM_ABORTED_TRANSACTION)) {
                List<Broker.Stored> all = world.broker.all(partition);
                all.subList((int) from, all.size()).forEach(stored -> add(Broker.withOwnHeaders(stored.found())));
                next.put(partition, (long) all.size());
            } else {
                Broker.Polled polled = world.broker.committed(partition, from, Integer.MAX_VALUE);
                polled.records().forEach(this::add);
                next.put(partition, polled.next());
            }
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> found) {
        waiting.add(new Held(MailerCore.read(found)));
    }

    /** False where the lock was lost meanwhile. */
    boolean acknowledge(Held held, String member) {
        if (!member.equals(held.owner)) {
            return false;
        }
        waiting.remove(held);
        return true;
    }

    void renew(String member) {
        for (Held held : waiting) {
            if (member.equals(held.owner)) {
                held.lockedUntil = world.broker.now() + LOCK;
            }
        }
    }

    /** Whoever lost a lock may have sent the mail, and the next one sends it again. */
    void expire() {
        for (Held held : List.copyOf(waiting)) {
            if (held.owner != null && world.broker.now() >= held.lockedUntil) {
                held.owner = null;
                world.excuse(held.task.eventId());
                if (held.deliveries >= DELIVERY_LIMIT) {
                    waiting.remove(held);
                    world.violated("I10", "the broker dropped " + held.task.eventId());
                }
            }
        }
    }

    boolean isEmpty() {
        fetch();
        return waiting.isEmpty();
    }
}
