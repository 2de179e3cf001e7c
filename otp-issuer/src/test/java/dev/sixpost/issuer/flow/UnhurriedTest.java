package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class UnhurriedTest {
    private static final Duration OTHERWISE = Duration.ofMillis(500);
    private static final ConsumerRecord<byte[], byte[]> SENT =
            record(Topic.DELIVERIES, new EmailSent("acme", "c1", "r1", null, 250, "m1"));
    private static final ConsumerRecord<byte[], byte[]> FAILED =
            record(Topic.DELIVERIES, new EmailFailed("acme", "c2", "r2", null, 550, "m2", "rejected-by-server", true));
    private static final ConsumerRecord<byte[], byte[]> ASKED = record(
            Topic.REQUESTS,
            new OtpRequested("acme", "ada@example.com", Purpose.LOGIN, null, null, null, null, null, null, null));

    private final Unhurried unhurried = new Unhurried();

    @Test
    void aReportOfASentMailWaitsForWhateverComesNext() {
        assertThat(unhurried.keep(List.of(SENT), millis(0))).isTrue();
        assertThat(unhurried.keep(List.of(ASKED), millis(1))).isFalse();

        assertThat(unhurried.leaveWith(List.of(ASKED))).containsExactly(SENT, ASKED);
        assertThat(unhurried.isEmpty()).isTrue();
    }

    @Test
    void aFailureOrARequestIsNotKeptWaiting() {
        assertThat(unhurried.keep(List.of(FAILED), millis(0))).isFalse();
        assertThat(unhurried.keep(List.of(SENT, ASKED), millis(0))).isFalse();

        assertThat(unhurried.isEmpty()).isTrue();
    }

    @Test
    void theFirstOneWaitsForAFifthOfASecondHoweverManyFollow() {
        unhurried.keep(List.of(SENT), millis(1_000));
        unhurried.keep(List.of(SENT), millis(1_150));

        assertThat(unhurried.patience(OTHERWISE, millis(1_150))).isEqualTo(Duration.ofMillis(50));
        assertThat(unhurried.keep(List.of(), millis(1_199))).isTrue();
        assertThat(unhurried.keep(List.of(), millis(1_200))).isFalse();
        assertThat(unhurried.patience(OTHERWISE, millis(1_300))).isZero();
    }

    @Test
    void oneThatComesLaterHasATimeOfItsOwn() {
        unhurried.keep(List.of(SENT), millis(0));
        unhurried.leaveWith(List.of());

        assertThat(unhurried.keep(List.of(SENT), millis(1_000))).isTrue();
        assertThat(unhurried.patience(OTHERWISE, millis(1_000))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void manyDoNotWait() {
        assertThat(unhurried.keep(Collections.nCopies(Unhurried.ENOUGH - 1, SENT), millis(0)))
                .isTrue();
        assertThat(unhurried.keep(List.of(SENT), millis(1))).isFalse();
    }

    @Test
    void nothingKeptIsNoReasonToHurry() {
        unhurried.keep(List.of(SENT), millis(0));
        unhurried.clear();

        assertThat(unhurried.patience(OTHERWISE, millis(900))).isEqualTo(OTHERWISE);
        assertThat(unhurried.leaveWith(List.of(ASKED))).containsExactly(ASKED);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic topic, Event event) {
        ProducerRecord<byte[], byte[]> written =
                EventCodec.encode(topic, null, new Envelope<>("id", event, "/test", Instant.EPOCH, null, null));
        return new ConsumerRecord<>(
                topic.name(),
                0,
                0,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                new byte[0],
                written.value(),
                written.headers(),
                Optional.empty());
    }
}
