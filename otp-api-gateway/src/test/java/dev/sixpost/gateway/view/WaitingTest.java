package dev.sixpost.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final OtpRefused VERDICT =
            new OtpRefused("acme", "a@example.com", Purpose.LOGIN, null, "no-active-code", null, null);

    private final Watchdog watchdog = new Watchdog("waiting");

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void everyoneWhoWaitsForACommandGetsItsVerdict() throws InterruptedException {
        Verdicts verdicts = new Verdicts(watchdog);
        try (Verdicts.Pending one = verdicts.expect("c", _ -> true);
                Verdicts.Pending two = verdicts.expect("c", _ -> true)) {
            assertThat(verdicts.arrived("c", VERDICT)).isEmpty();
            assertThat(one.await(SOON)).contains(VERDICT);
            assertThat(two.await(SOON)).contains(VERDICT);
        }
    }

    @Test
    void aVerdictThatDoesNotBelongIsLeftOutAndTheWaitGoesOn() throws InterruptedException {
        Verdicts verdicts = new Verdicts(watchdog);
        OtpRefused right = new OtpRefused("acme", "a@example.com", Purpose.LOGIN, null, "locked", null, 1L);
        try (Verdicts.Pending one = verdicts.expect("c", v -> v.equals(right))) {
            assertThat(verdicts.arrived("c", VERDICT)).contains(Dropped.FOREIGN);
            assertThat(verdicts.arrived("c", right)).isEmpty();
            assertThat(one.await(SOON)).contains(right);
        }
    }

    @Test
    void aVerdictAfterSomebodyGaveUpIsLateAndOneNobodyWantedIsNot() throws InterruptedException {
        Verdicts verdicts = new Verdicts(watchdog);
        try (Verdicts.Pending one = verdicts.expect("c", _ -> true)) {
            assertThat(one.await(Duration.ofMillis(1))).isEmpty();
        }
        assertThat(verdicts.arrived("c", VERDICT)).contains(Dropped.LATE);
        assertThat(verdicts.arrived("c", VERDICT)).isEmpty();
        assertThat(verdicts.arrived("other", VERDICT)).isEmpty();
    }

    @Test
    void aWatchIsToldOfAChangeThatCameBeforeItWaited() throws InterruptedException {
        Watches watches = new Watches(watchdog);
        long before = System.nanoTime();
        try (Watches.Watch watch = watches.on(List.of("a", "b"))) {
            watches.changed("b");
            watches.changed("a");
            watch.await(SOON);
            watch.await(Duration.ofMillis(5));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofMillis(5), SOON);
        watches.changed("a");
    }

    @Test
    void whoeverWatchesIsSentAwayOnceItIsClosedAndWhoeverComesLaterToo() throws InterruptedException {
        Watches watches = new Watches(watchdog);
        long before = System.nanoTime();
        try (Watches.Watch watch = watches.on(List.of("a"))) {
            watches.close();
            watch.await(SOON);
        }
        try (Watches.Watch late = watches.on(List.of("a"))) {
            late.await(SOON);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        assertThat(watches.isClosed()).isTrue();
    }

    @Test
    void aWaitThatIsWokenEndsWithoutAVerdict() throws InterruptedException {
        Verdicts verdicts = new Verdicts(watchdog);
        long before = System.nanoTime();
        try (Verdicts.Pending one = verdicts.expect("c", _ -> true)) {
            one.wake();
            assertThat(one.await(SOON)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }
}
