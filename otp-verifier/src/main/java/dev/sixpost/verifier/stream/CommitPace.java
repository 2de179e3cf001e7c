package dev.sixpost.verifier.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the stream thread commits: {@link #LEAST} after the commit before, and later where that one took long, so that a
 * quarter of its time goes into commits, during which no guess is judged; {@link #MOST} after it at the latest, and then it may
 * be more. Used by one stream thread at a time.
 */
public final class CommitPace {
    static final Duration LEAST = Duration.ofMillis(8);
    static final Duration MOST = Duration.ofMillis(200);
    private static final int WORK_PER_COMMIT = 3;

    private final LongSupplier nanoTime;
    private long commits;
    private long begunNanos;
    private boolean committing;
    private long dueNanos;

    public CommitPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.dueNanos = nanoTime.getAsLong() + LEAST.toNanos();
    }

    /** A commit has several steps; the first counts. */
    void begins() {
        if (!committing) {
            committing = true;
            begunNanos = nanoTime.getAsLong();
        }
    }

    /** What had begun has ended in nothing, where it did not end otherwise: the thread is at work again. */
    void works() {
        committing = false;
    }

    void ends() {
        long now = nanoTime.getAsLong();
        long took = committing ? now - begunNanos : 0;
        committing = false;
        commits++;
        dueNanos = now + Math.clamp(WORK_PER_COMMIT * took, LEAST.toNanos(), MOST.toNanos());
    }

    boolean isDue() {
        return nanoTime.getAsLong() - dueNanos >= 0;
    }

    /** How many there were: what was done while there were as many is not committed yet. */
    long commits() {
        return commits;
    }
}
