package dev.sixpost.gateway.view;

import dev.sixpost.kit.life.Watchdog;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Rung by any thread, heard by the one that waits; rung before it waits is rung all the same. */
final class Bell {
    private final Watchdog watchdog;
    private final Semaphore rings = new Semaphore(0);

    Bell(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Returns when it has rung since the last call, or the time is up. */
    void await(Duration patience) throws InterruptedException {
        if (rings.tryAcquire()) {
            rings.drainPermits();
            return;
        }
        if (patience.isPositive()) {
            try (Watchdog.Watched _ = watchdog.after(patience, this::ring)) {
                rings.acquire();
            }
            rings.drainPermits();
        }
    }
}
