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
import java.util.function.Predicate;
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
    private final Condition nonePending = lock.newCondition();

    /** Of those held; guarded by the lock. */
    private int pending;

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
        private boolean letGo;

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
        count(1);
        try {
            threads.execute(() -> run(begun, handler));
        } catch (RejectedExecutionException e) {
            // Closing: the record stays unacknowledged and goes to another worker.
            held.remove(Position.of(found));
            count(-1);
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            pending += more;
        } finally {
            lock.unlock();
        }
    }

    private void run(Held begun, Handler handler) {
        try {
            handler.handle(begun.found);
            end(begun, State.DONE);
        } catch (InterruptedException e) {
            // Closing: the record stays unacknowledged and goes to another worker.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
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
            if (!begun.letGo && --pending == 0) {
                nonePending.signalAll();
            }
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
            while (left > 0 && pending > 0) {
                left = nonePending.awaitNanos(left);
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
        letGo(position -> !remaining.containsKey(position));
        return gone;
    }

    void clear() {
        letGo(_ -> true);
    }

    /** Nobody waits any more for those that are let go. */
    private void letGo(Predicate<Position> those) {
        lock.lock();
        try {
            held.entrySet().removeIf(entry -> {
                boolean gone = those.test(entry.getKey());
                if (gone) {
                    entry.getValue().letGo = true;
                    pending -= entry.getValue().state == State.PENDING ? 1 : 0;
                }
                return gone;
            });
        } finally {
            lock.unlock();
        }
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
