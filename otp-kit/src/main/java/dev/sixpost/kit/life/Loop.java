package dev.sixpost.kit.life;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that does the same thing over and over until it is closed. A pass that throws is followed by a pause,
 * from 100 ms doubling to 5 s, and is {@link #trouble} until one succeeds.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_CAUSES = 10;

    /** What the thread does. */
    public interface Body {
        /** One pass; waits for work itself, a few seconds at most. */
        void once() throws Exception;

        /** How long the pass that comes may take before the loop counts as stalled. */
        default Duration patience() {
            return Duration.ofMinutes(2);
        }

        /** Ends a wait of {@link #once} early; called by whoever closes the loop. */
        default void wake() {}

        /** The last thing the thread does: lets go of what only it may touch. */
        default void stopped() {}
    }

    private final Body body;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable String trouble;
    private volatile long lastPassNanos = System.nanoTime();
    private volatile Duration patience;

    private Loop(String name, Body body) {
        this.body = body;
        this.patience = body.patience();
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public static Loop start(String name, Body body) {
        Loop loop = new Loop(name, body);
        loop.thread.start();
        return loop;
    }

    /** What went wrong in the last pass, or that the thread is gone. */
    public Optional<String> trouble() {
        if (!thread.isAlive()) {
            return Optional.of("stopped");
        }
        return Optional.ofNullable(trouble);
    }

    /** Whether a pass has taken longer than the body's patience, or none will ever end. */
    public Optional<String> stall() {
        if (!thread.isAlive() && !isClosing()) {
            return Optional.of("died");
        }
        // Before the time of the last pass, which is written first.
        Duration bound = patience;
        boolean stalled = System.nanoTime() - lastPassNanos > bound.toNanos();
        return stalled ? Optional.of("no pass has ended for " + bound) : Optional.empty();
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Returns when the thread has ended, after 12 s at most. */
    @Override
    public void close() {
        closing.countDown();
        body.wake();
        if (thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
                if (!thread.join(LAST_PATIENCE)) {
                    LOG.atError().addKeyValue("loop", thread.getName()).log("loop does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            long pause = FIRST_PAUSE_MILLIS;
            while (!isClosing()) {
                pause = pass() ? FIRST_PAUSE_MILLIS : pauseFor(pause);
            }
        } finally {
            stop();
        }
    }

    private boolean pass() {
        try {
            body.once();
            trouble = null;
            return true;
        } catch (Exception e) {
            if (isClosing()) {
                return true;
            }
            trouble = nameOf(e);
            LOG.atWarn()
                    .addKeyValue("loop", thread.getName())
                    .setCause(e)
                    .log("pass failed, the next one follows after a pause");
            return false;
        } finally {
            lastPassNanos = System.nanoTime();
            patience = body.patience();
        }
    }

    /** The class of it, and of what is behind it: messages may quote records. */
    private static String nameOf(Exception thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < MOST_CAUSES && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        String name = thrown.getClass().getSimpleName();
        return root.equals(thrown) ? name : name + " for " + root.getClass().getSimpleName();
    }

    /** The pause after this one. */
    private long pauseFor(long millis) {
        try {
            if (closing.await(millis, TimeUnit.MILLISECONDS)) {
                return millis;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop's condition sees to it.
        }
        return Math.min(millis * 2, LONGEST_PAUSE_MILLIS);
    }

    private void stop() {
        try {
            body.stopped();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("loop", thread.getName()).setCause(e).log("loop ended with an error");
        }
    }
}
