package dev.sixpost.kit.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MANY = 20;

    @Test
    void whatLastsTooLongIsSeenToOnceItsTimeIsOver() throws InterruptedException {
        try (Watchdog watchdog = new Watchdog("watchdog")) {
            for (int again = 0; again < 3; again++) {
                CountDownLatch seen = new CountDownLatch(1);
                long before = System.nanoTime();
                try (Watchdog.Watched _ = watchdog.after(Duration.ofMillis(20), seen::countDown)) {
                    assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                }
                assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
            }
        }
    }

    @Test
    void whatEndedInTimeIsLeftAlone() throws InterruptedException {
        AtomicInteger acted = new AtomicInteger();
        CountDownLatch seen = new CountDownLatch(MANY);
        Watchdog watchdog = new Watchdog("watchdog");
        List<Watchdog.Watched> lasting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            watchdog.after(LONG, acted::incrementAndGet).close();
            lasting.add(watchdog.after(LONG, seen::countDown));
        }
        // Sees to whatever is watched still.
        watchdog.close();
        assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acted).hasValue(0);
        lasting.forEach(Watchdog.Watched::close);
    }

    @Test
    void oneFailureDoesNotKeepItFromTheOthers() throws InterruptedException {
        try (Watchdog watchdog = new Watchdog("watchdog")) {
            CountDownLatch seen = new CountDownLatch(1);
            try (Watchdog.Watched _ = watchdog.after(Duration.ZERO, () -> {
                        throw new IllegalStateException("on purpose");
                    });
                    Watchdog.Watched _ = watchdog.after(Duration.ofMillis(1), seen::countDown)) {
                assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void whatIsStillWatchedWhenItClosesHasLastedTooLong() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(2);
        Watchdog watchdog = new Watchdog("watchdog");
        try (Watchdog.Watched _ = watchdog.after(LONG, seen::countDown)) {
            watchdog.close();
            try (Watchdog.Watched _ = watchdog.after(LONG, seen::countDown)) {
                assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
