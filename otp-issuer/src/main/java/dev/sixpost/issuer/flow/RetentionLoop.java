package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.store.Retention;
import dev.sixpost.kit.life.Loop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has deleted what is past its retention, once a minute, beside the batches. */
final class RetentionLoop implements Loop.Body {
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Retention retention;
    private final IssuerMeters meters;
    private final CountDownLatch closing = new CountDownLatch(1);

    RetentionLoop(Retention retention, IssuerMeters meters) {
        this.retention = retention;
        this.meters = meters;
    }

    @Override
    public void once() throws InterruptedException {
        if (!closing.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
            meters.deleted(retention.sweep());
        }
    }

    @Override
    public void wake() {
        closing.countDown();
    }
}
