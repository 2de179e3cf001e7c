package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.SUBJECT;
import static dev.sixpost.gateway.view.Ada.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class IngestTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final View view = new View(1_000, new Watches(new Watchdog("unused")));
    private final Ingest ingest =
            new Ingest(view, new Verdicts(new Watchdog("unused")), new Handovers(), new BrokerClock(), registry);

    private static ConsumerRecord<byte[], byte[]> record(String requestId) {
        return record(requestId, T);
    }

    private static ConsumerRecord<byte[], byte[]> record(String requestId, Instant written) {
        OtpIssued event = Ada.issued(requestId, "c1".repeat(16), false);
        ProducerRecord<byte[], byte[]> encoded = EventCodec.encode(
                Topic.CHALLENGES,
                SUBJECT,
                new Envelope<>(
                        EventId.of(OtpIssued.class, requestId, event.challengeId()),
                        event,
                        "/test",
                        T,
                        requestId,
                        null));
        return new ConsumerRecord<>(
                encoded.topic(),
                0,
                7,
                written.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                encoded.key().length,
                encoded.value().length,
                encoded.key(),
                encoded.value(),
                encoded.headers(),
                Optional.empty());
    }

    /** Whoever waits for the next record waits for no fault of this one's. */
    @Test
    void aRecordThatCannotBeTakenIsPassedOverAndCounted() {
        ingest.take(record("r1"), _ -> {
            throw new IllegalStateException("as a fault of ours would");
        });
        ingest.take(record("r2"), _ -> 1);

        assertThat(view.request("r1")).isEmpty();
        assertThat(view.request("r2")).isPresent();
        assertThat(registry.get("otp.gateway.dropped")
                        .tag("reason", Dropped.UNREADABLE.wire())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    /** Guarantee 8: a key stands for a day from when it was answered, however often the answer is written again. */
    @Test
    void anOutcomeThatIsWrittenAgainIsAsOldAsItWas() {
        ingest.take(record("r1", T.plusSeconds(72_000)), _ -> 1);
        ingest.take(record("r2", T.minusSeconds(1)), _ -> 1);

        assertThat(view.request("r1").orElseThrow().answer())
                .extracting(Answer::at)
                .isEqualTo(T);
        assertThat(view.request("r2").orElseThrow().answer())
                .extracting(Answer::at)
                .isEqualTo(T.minusSeconds(1));
    }
}
