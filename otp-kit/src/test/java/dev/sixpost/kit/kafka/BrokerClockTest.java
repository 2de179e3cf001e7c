package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** I19: the local wall clock changes nothing once the broker has been heard. */
final class BrokerClockTest {
    private static final long BROKER = 1_800_000_000_000L;

    private final AtomicLong monotonic = new AtomicLong(12_345);
    private final AtomicLong wall = new AtomicLong(BROKER);
    private final BrokerClock clock = new BrokerClock(monotonic::get, wall::get);

    @Test
    void theWallClockStandsInUntilTheBrokerIsHeard() {
        assertThat(clock.learned()).isFalse();
        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER));
    }

    @Test
    void anAcknowledgementSetsItAndTheMonotonicClockCarriesItOn() {
        wall.set(BROKER + 600_000);
        clock.acknowledged(BROKER);
        monotonic.addAndGet(5_000);

        assertThat(clock.learned()).isTrue();
        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER + 5_000));
    }

    @Test
    void aJumpOfTheWallClockIsNotSeen() {
        clock.acknowledged(BROKER);
        wall.addAndGet(-600_000);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER));
    }

    @Test
    void aSlowAnswerDoesNotSetItBack() {
        clock.acknowledged(BROKER);
        monotonic.addAndGet(8_000);
        clock.acknowledged(BROKER + 100);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER + 8_000));
    }

    @Test
    void anOldRecordDoesNotSetItBackAndIsNoProofOfTheTime() {
        clock.observe(BROKER - 604_800_000);
        assertThat(clock.learned()).isFalse();
        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER));

        clock.acknowledged(BROKER);
        clock.observe(BROKER - 604_800_000);
        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER));
    }

    @Test
    void aRecordFromTheFutureShowsThatItIsBehind() {
        clock.acknowledged(BROKER);
        clock.observe(BROKER + 2_000);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER + 2_000));
    }

    @Test
    void aBrokerWhoseClockIsSetBackIsFollowedWithinTwoWindows() {
        clock.acknowledged(BROKER);
        for (int i = 1; i <= 7; i++) {
            monotonic.addAndGet(10_000);
            clock.acknowledged(BROKER - 60_000 + i * 10_000L);
        }

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER - 60_000 + 70_000));
    }

    @Test
    void silenceKeepsWhatIsKnown() {
        clock.acknowledged(BROKER);
        monotonic.addAndGet(86_400_000);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER + 86_400_000));
    }

    @Test
    void theFirstAcknowledgementReplacesWhatTheRecordsSuggested() {
        clock.observe(BROKER + 1);
        monotonic.addAndGet(10);
        clock.acknowledged(BROKER);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(BROKER));
    }
}
