package dev.sixpost.gateway.view;

import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.OtpReported;
import dev.sixpost.schemas.SignupSuspected;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** What a record of the tail is worth: an event that is what it says it is, or a reason to drop it. Pure. */
sealed interface Sighting {
    record Outcome(OtpOutcome event, String eventId, Instant at) implements Sighting {}

    record Mail(Delivery event, String subject, String eventId, Instant at) implements Sighting {}

    record Judgement(Verdict event, String commandId, String subject, String eventId, Instant at) implements Sighting {}

    record Erasure(AddressErased event, Instant at) implements Sighting {}

    record Nothing(Dropped reason) implements Sighting {}

    static Sighting of(ConsumerRecord<byte[], byte[]> found, int partitions) {
        if (!(EventCodec.decode(found) instanceof Decoded.Read read)) {
            return new Nothing(Dropped.UNREADABLE);
        }
        byte[] key = found.key();
        if (key == null) {
            return new Nothing(Dropped.WRONG_KEY);
        }
        if (Utils.toPositive(Utils.murmur2(key)) % partitions != found.partition()) {
            return new Nothing(Dropped.WRONG_PARTITION);
        }
        Envelope<?> envelope = read.envelope();
        String subject = new String(key, StandardCharsets.UTF_8);
        Instant at = Instant.ofEpochMilli(found.timestamp());
        Event event = envelope.event();
        if (event instanceof OtpOutcome outcome) {
            return outcome(outcome, envelope, subject, at);
        }
        if (event instanceof Delivery delivery) {
            return delivery(delivery, envelope, subject, at);
        }
        if (event instanceof AddressErased erased) {
            return Subject.of(erased.application(), erased.email()).equals(subject)
                    ? new Erasure(erased, at)
                    : new Nothing(Dropped.WRONG_KEY);
        }
        if (event instanceof OtpReported || event instanceof SignupSuspected) {
            return new Nothing(Dropped.UNCONCERNED);
        }
        return event instanceof Verdict verdict
                ? verdict(verdict, envelope, subject, at)
                : new Nothing(Dropped.MISPLACED);
    }

    private static Sighting outcome(OtpOutcome event, Envelope<?> envelope, String subject, Instant at) {
        String expected = switch (event) {
            case OtpIssued issued -> EventId.of(OtpIssued.class, issued.requestId(), issued.challengeId());
            case OtpRejected rejected -> EventId.of(OtpRejected.class, rejected.requestId());
        };
        if (!expected.equals(envelope.id()) || !event.requestId().equals(envelope.causationId())) {
            return new Nothing(Dropped.FORGED_ID);
        }
        return Subject.of(event.application(), event.email()).equals(subject)
                ? new Outcome(event, envelope.id(), decided(envelope, at))
                : new Nothing(Dropped.WRONG_KEY);
    }

    /** An outcome that is written again is as old as it was: what it grants and what it asks to wait for end when they would have. */
    private static Instant decided(Envelope<?> envelope, Instant written) {
        return envelope.time().isBefore(written) ? envelope.time() : written;
    }

    private static Sighting delivery(Delivery event, Envelope<?> envelope, String subject, Instant at) {
        String mail = EventId.of(EmailRequested.class, event.requestId(), event.challengeId());
        boolean genuine = switch (event) {
            case EmailSent _ -> EventId.of(EmailSent.class, mail).equals(envelope.id());
            case EmailFailed _ -> EventId.of(EmailFailed.class, mail).equals(envelope.id());
            case EmailDelayed _ -> true;
        };
        return genuine ? new Mail(event, subject, envelope.id(), at) : new Nothing(Dropped.FORGED_ID);
    }

    private static Sighting verdict(Verdict event, Envelope<?> envelope, String subject, Instant at) {
        String commandId = envelope.causationId();
        if (commandId == null || !EventId.of(event.getClass(), commandId).equals(envelope.id())) {
            return new Nothing(Dropped.FORGED_ID);
        }
        String email = event.email();
        return email == null || Subject.of(event.application(), email).equals(subject)
                ? new Judgement(event, commandId, subject, envelope.id(), at)
                : new Nothing(Dropped.WRONG_KEY);
    }
}
