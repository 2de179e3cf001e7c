package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.store.Retention;
import dev.sixpost.kit.life.Loop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Has deleted what is past its retention, beside the batches: a portion per pass while there is more, then once a minute.
 * A pass that waits ends soon, so that the loop is seen to live.
 */
final class RetentionLoop implements Loop.Body {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration AT_A_TIME = Duration.ofSeconds(1);

    private final IntSupplier sweep;
    private final IssuerMeters meters;
    private final CountDownLatch closing = new CountDownLatch(1);
    private long dueNanos;

    RetentionLoop(Retention retention, IssuerMeters meters) {
        this(retention::sweep, BETWEEN, meters);
    }

    /** @param sweep deletes a portion, and returns how many rows that were */
    RetentionLoop(IntSupplier sweep, Duration first, IssuerMeters meters) {
        this.sweep = sweep;
        this.meters = meters;
        this.dueNanos = System.nanoTime() + first.toNanos();
    }

    @Override
    public void once() throws InterruptedException {
        long waitNanos = Math.min(dueNanos - System.nanoTime(), AT_A_TIME.toNanos());
        if (closing.await(waitNanos, TimeUnit.NANOSECONDS) || dueNanos - System.nanoTime() > 0) {
            return;
        }
        int deleted = sweep.getAsInt();
        meters.deleted(deleted);
        if (deleted < Retention.ROWS) {
            dueNanos = System.nanoTime() + BETWEEN.toNanos();
        }
    }

    @Override
    public void wake() {
        closing.countDown();
    }
}
