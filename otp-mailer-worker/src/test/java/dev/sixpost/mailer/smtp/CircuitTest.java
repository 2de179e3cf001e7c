package dev.sixpost.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.smtp.Circuit.Closed;
import dev.sixpost.mailer.smtp.Circuit.Open;
import dev.sixpost.mailer.smtp.Circuit.Policy;
import dev.sixpost.mailer.smtp.Circuit.Trying;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policy POLICY = Policy.DEFAULT;

    @Test
    void opensAfterThreeFailuresInARowAndASuccessForgetsThem() {
        Circuit twice = Circuit.of().failed(POLICY, T0, 0).failed(POLICY, T0, 0);
        assertThat(twice).isEqualTo(new Closed(2));
        assertThat(twice.succeeded()).isEqualTo(new Closed(0));
        assertThat(twice.failed(POLICY, T0, 0)).isEqualTo(new Open(T0.plusSeconds(1), 1));
    }

    @Test
    void aSuccessOfBeforeThePauseDoesNotEndIt() {
        Circuit open = open(Circuit.of());
        assertThat(open.succeeded()).isEqualTo(open);
    }

    @Test
    void letsOneTrialThroughOnceThePauseIsOver() {
        Circuit open = open(Circuit.of());
        assertThat(open.mayTry(T0.plusMillis(999))).isFalse();
        assertThat(open.mayTry(T0.plusSeconds(1))).isTrue();
        Circuit trying = open.trying(POLICY, T0.plusSeconds(1));
        assertThat(trying.mayTry(T0.plusSeconds(2))).isFalse();
        assertThat(trying.closed()).isFalse();
        assertThat(trying.succeeded().closed()).isTrue();
    }

    @Test
    void itIsLeftAloneForThePauseAndNotForTheTrialAfterIt() {
        Circuit open = open(Circuit.of());
        assertThat(open.pause(T0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(open.pause(T0.plusSeconds(2))).isZero();
        assertThat(open.trying(POLICY, T0.plusSeconds(1)).pause(T0.plusSeconds(1)))
                .isZero();
        assertThat(Circuit.of().pause(T0)).isZero();
    }

    @Test
    void aTrialThatNobodyReportsIsFollowedByAnother() {
        Circuit trying = open(Circuit.of()).trying(POLICY, T0);
        assertThat(trying.mayTry(T0.plus(POLICY.trial()))).isTrue();
    }

    @Test
    void aTrialThatSaysNothingIsFollowedByAnotherAtOnce() {
        Circuit trying = open(Circuit.of()).trying(POLICY, T0);
        assertThat(trying.undecided(T0).mayTry(T0)).isTrue();
        assertThat(trying.undecided(T0).closed()).isFalse();
        assertThat(Circuit.of().undecided(T0)).isEqualTo(Circuit.of());
        Circuit open = open(Circuit.of());
        assertThat(open.undecided(T0)).isEqualTo(open);
    }

    @Test
    void eachFailedTrialDoublesThePauseUpToItsBound() {
        Circuit circuit = open(Circuit.of());
        long[] pauses = {2, 4, 8, 16, 30, 30};
        for (long pause : pauses) {
            circuit = circuit.trying(POLICY, T0).failed(POLICY, T0, 0);
            assertThat(circuit.nextLook(T0)).isEqualTo(T0.plusSeconds(pause));
        }
    }

    @Test
    void jitterAddsUpToHalfOfThePause() {
        Circuit circuit =
                Circuit.of().failed(POLICY, T0, 1).failed(POLICY, T0, 1).failed(POLICY, T0, 1);
        assertThat(circuit.nextLook(T0)).isEqualTo(T0.plusMillis(1500));
    }

    @Test
    void lateFailuresOfMailsThatWereUnderWayDoNotProlongThePause() {
        Circuit open = open(Circuit.of());
        assertThat(open.failed(POLICY, T0.plusMillis(500), 0)).isEqualTo(open);
    }

    @Test
    void refusedCredentialsOpenAtOnceForAMinuteOrMore() {
        Circuit refused = Circuit.of().refused(POLICY, T0, 0);
        assertThat(refused.nextLook(T0)).isEqualTo(T0.plusSeconds(60));
        Circuit again = refused.trying(POLICY, T0).refused(POLICY, T0, 0);
        assertThat(again.nextLook(T0)).isEqualTo(T0.plusSeconds(120));
        assertThat(open(Circuit.of()).refused(POLICY, T0, 0).nextLook(T0)).isAfterOrEqualTo(T0.plusSeconds(60));
    }

    @Test
    void refusedCredentialsNeverShortenAPause() {
        Open long1 = new Open(T0.plus(Duration.ofMinutes(10)), 5);
        assertThat(long1.refused(POLICY, T0, 0)).isEqualTo(long1);
        Circuit trying = new Trying(T0.plusSeconds(150), 9);
        assertThat(trying.refused(POLICY, T0, 0).nextLook(T0)).isEqualTo(T0.plus(POLICY.longestAfterRefusal()));
    }

    private static Circuit open(Circuit circuit) {
        return circuit.failed(POLICY, T0, 0).failed(POLICY, T0, 0).failed(POLICY, T0, 0);
    }
}
