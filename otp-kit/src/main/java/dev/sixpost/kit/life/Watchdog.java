package dev.sixpost.kit.life;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something about what lasts too long, on one thread of its own and up to {@link #LATE} later than was said. Nearly everything
 * ends before: to be watched and to be let go wakes no thread, where each timed wait of a virtual thread wakes the JDK's timer
 * twice. Bounded by those who wait. Safe for many threads; no action may wait for whoever is watched.
 */
public final class Watchdog implements AutoCloseable {
    /** How often it looks. */
    public static final Duration LATE = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean resting = new AtomicBoolean(true);
    private final Thread thread;
    private volatile boolean closed;

    /** The thread starts with the first that is watched. */
    public Watchdog(String name) {
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** {@code action} is short, and done at once where the watchdog is closed. */
    public Watched after(Duration limit, Runnable action) {
        Watched watched = new Watched(System.nanoTime() + limit.toNanos(), action);
        all.add(watched);
        if (closed) {
            watched.bite();
        } else if (resting.get() && resting.compareAndSet(true, false)) {
            wake(watched);
        }
        return watched;
    }

    private void wake(Watched watched) {
        if (thread.getState() != Thread.State.NEW) {
            LockSupport.unpark(thread);
            return;
        }
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // No thread could be had: nobody waits for one that watches, and the next one tries again.
            all.remove(watched);
            resting.set(true);
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            look();
            if (all.isEmpty()) {
                rest();
            } else {
                LockSupport.parkNanos(this, LATE.toNanos());
            }
        }
        all.forEach(Watched::bite);
    }

    private void look() {
        try {
            long now = System.nanoTime();
            for (Watched one : all) {
                if (one.dueNanos - now <= 0) {
                    one.bite();
                }
            }
        } catch (OutOfMemoryError e) {
            LOG.error("no memory to end what lasts too long, trying again");
        }
    }

    /** Until there is something to watch. */
    private void rest() {
        resting.set(true);
        if (all.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        resting.set(false);
    }

    /** Whatever is watched still has lasted too long. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** To be closed when it is over. */
    public final class Watched implements AutoCloseable {
        private final long dueNanos;
        private final Runnable action;

        private Watched(long dueNanos, Runnable action) {
            this.dueNanos = dueNanos;
            this.action = action;
        }

        private synchronized void bite() {
            if (all.remove(this)) {
                try {
                    action.run();
                } catch (RuntimeException e) {
                    LOG.atWarn().setCause(e).log("what lasts too long is not ended");
                }
            }
        }

        /** Once this returns, the action is done or never will be. */
        @Override
        public synchronized void close() {
            all.remove(this);
        }
    }
}
