package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int LIMIT = 1_200;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7 * SECOND);
    private final Pace pace = new Pace(now::get);

    @Test
    void fourFifthsOfTheLimitGoOnAtOnceForEver() {
        assertThat(groups("acme", 16, 120)).isEmpty();
    }

    @Test
    void atItsLimitAnApplicationGoesOnInOneGroupASecond() {
        groups("acme", 20, 40);

        Set<Long> groups = groups("acme", 20, 10);

        assertThat(groups).hasSizeBetween(10, 11);
        assertThat(groups.stream().map(at -> Math.floorMod(at, SECOND)).distinct())
                .hasSize(1);
    }

    @Test
    void atTheDefaultLimitItIsInGroupsAfterSixSeconds() {
        assertThat(groups("acme", 100, 5, 6_000)).isEmpty();
        assertThat(groups("acme", 100, 1, 6_000)).isNotEmpty();
    }

    @Test
    void farAboveItsLimitItIsSoonInGroups() {
        assertThat(groups("acme", 150, 1)).isNotEmpty();
    }

    @Test
    void nobodyWaitsForLongerThanASecond() {
        groups("acme", 150, 5);

        for (int i = 0; i < 100; i++) {
            now.addAndGet(SECOND / 77);
            assertThat(pace.wait("acme", LIMIT)).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void itIsForgottenFiveSecondsAfterwards() {
        groups("acme", 150, 5);
        now.addAndGet(5 * SECOND);

        assertThat(pace.wait("acme", LIMIT)).isZero();
    }

    @Test
    void anotherApplicationGoesOnAtOnceAndInTimeAtAnotherMoment() {
        groups("acme", 150, 5);
        assertThat(pace.wait("other", LIMIT)).isZero();

        groups("other", 150, 5);

        assertThat(pace.wait("other", LIMIT)).isNotEqualTo(pace.wait("acme", LIMIT));
    }

    @Test
    void aSmallApplicationHasABurstOfTwenty() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.wait("small", 1)).isZero();
        }
        assertThat(pace.wait("small", 1)).isPositive();
    }

    @Test
    void noGroupOfALargeOneIsLargerThanWhatOthersHaveRoomBeside() {
        int perMinute = 600_000;
        groups("large", perMinute / 60, 40, perMinute);

        assertThat(groups("large", perMinute / 60, 1, perMinute)).hasSizeBetween(20, 21);
    }

    @Test
    void soManyApplicationsAreRememberedAndNoMore() {
        for (int i = 0; i < 12_000; i++) {
            pace.wait("app" + i, LIMIT);
        }

        assertThat(pace.remembered()).isEqualTo(10_000);
    }

    private Set<Long> groups(String application, int perSecond, int seconds) {
        return groups(application, perSecond, seconds, LIMIT);
    }

    /** The moments at which those that have to wait go on, when so many are asked for at one pace. */
    private Set<Long> groups(String application, int perSecond, int seconds, int perMinute) {
        Set<Long> moments = new HashSet<>();
        for (int i = 0; i < perSecond * seconds; i++) {
            now.addAndGet(SECOND / perSecond);
            Duration wait = pace.wait(application, perMinute);
            if (wait.isPositive()) {
                moments.add(now.get() + wait.toNanos());
            }
        }
        return moments;
    }
}
