package dev.sixpost.mailer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records a worker holds: each is being handled on a virtual thread of its own, or is done. One worker's own. */
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final ExecutorService threads;
    private final Map<Position, Held> held = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Handles one record; when it returns, the record may be acknowledged. */
    interface Handler {
        void handle(ConsumerRecord<byte[], byte[]> found) throws InterruptedException;
    }

    private record Position(TopicPartition partition, long offset) {
        static Position of(ConsumerRecord<byte[], byte[]> found) {
            return new Position(new TopicPartition(found.topic(), found.partition()), found.offset());
        }
    }

    private enum State {
        PENDING,
        DONE,
        FAILED
    }

    private static final class Held {
        private final ConsumerRecord<byte[], byte[]> found;
        private State state = State.PENDING;

        private Held(ConsumerRecord<byte[], byte[]> found) {
            this.found = found;
        }
    }

    Batch(ExecutorService threads) {
        this.threads = threads;
    }

    /** Begins with the record, unless it is in hand already. */
    void begin(ConsumerRecord<byte[], byte[]> found, Handler handler) {
        Held begun = new Held(found);
        if (held.putIfAbsent(Position.of(found), begun) != null) {
            return;
        }
        try {
            threads.execute(() -> run(begun, handler));
        } catch (RejectedExecutionException e) {
            // Closing: the record stays unacknowledged and goes to another worker.
            held.remove(Position.of(found));
        }
    }

    private void run(Held begun, Handler handler) {
        try {
            handler.handle(begun.found);
            end(begun, State.DONE);
        } catch (InterruptedException e) {
            // Closing: the record stays unacknowledged and goes to another worker.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("partition", begun.found.partition())
                    .addKeyValue("offset", begun.found.offset())
                    .addKeyValue("error", e.getClass().getName())
                    .log("record could not be handled and comes again");
            end(begun, State.FAILED);
        }
    }

    private void end(Held begun, State state) {
        lock.lock();
        try {
            begun.state = state;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns once all are done, or that time is over. */
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && held.values().stream().anyMatch(h -> h.state == State.PENDING)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How the records stand; those that are not pending any more are let go. */
    Split split() {
        Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        lock.lock();
        try {
            for (Held h : held.values()) {
                switch (h.state) {
                    case PENDING -> split.pending.add(h.found);
                    case DONE -> split.done.add(h.found);
                    case FAILED -> split.failed.add(h.found);
                }
            }
        } finally {
            lock.unlock();
        }
        retain(split.pending);
        return split;
    }

    /** Lets go of all but these; answers how many that were. */
    int retain(Iterable<ConsumerRecord<byte[], byte[]>> kept) {
        Map<Position, Held> remaining = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> found : kept) {
            Held still = held.get(Position.of(found));
            if (still != null) {
                remaining.put(Position.of(found), still);
            }
        }
        int gone = held.size() - remaining.size();
        held.keySet().retainAll(remaining.keySet());
        return gone;
    }

    void clear() {
        held.clear();
    }

    record Split(
            List<ConsumerRecord<byte[], byte[]>> pending,
            List<ConsumerRecord<byte[], byte[]>> done,
            List<ConsumerRecord<byte[], byte[]>> failed) {}

    /** A third of the lock: two renewals may fail before it is lost. */
    static Duration awaitFor(Duration lock) {
        return lock.dividedBy(3);
    }
}
