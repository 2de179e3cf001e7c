package dev.sixpost.mailer;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.mailer.smtp.Relays;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker in reserve: a member of the share group only while more than {@code rank} workers are held up and there is a
 * connection to send another mail by, and a while after that, so that members do not come and go with each slow mail. Runs on
 * its loop's thread.
 */
final class StandIn implements Loop.Body {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofSeconds(30);

    private final int rank;
    private final HeldUp heldUp;
    private final Relays relays;
    private final Worker worker;
    private @Nullable Long lastNeededNanos;

    StandIn(int rank, HeldUp heldUp, Relays relays, Worker worker) {
        this.rank = rank;
        this.heldUp = heldUp;
        this.relays = relays;
        this.worker = worker;
    }

    @Override
    public void once() throws InterruptedException {
        long now = System.nanoTime();
        if (heldUp.moreThan(rank) && relays.haveRoom()) {
            lastNeededNanos = now;
        }
        Long last = lastNeededNanos;
        if (last != null && (now - last < LINGER.toNanos() || !worker.hasNothing())) {
            worker.once();
        } else {
            worker.leave();
            lastNeededNanos = null;
            heldUp.awaitAnother(WAIT);
        }
    }

    @Override
    public void stopped() {
        worker.stopped();
    }
}
