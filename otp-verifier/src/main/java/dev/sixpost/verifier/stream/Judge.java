package dev.sixpost.verifier.stream;

import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.verifier.codec.BrokenStateException;
import dev.sixpost.verifier.codec.NewerStateException;
import dev.sixpost.verifier.codec.StateCodec;
import dev.sixpost.verifier.fold.Entry;
import dev.sixpost.verifier.fold.Fold;
import dev.sixpost.verifier.fold.Folded;
import dev.sixpost.verifier.fold.SubjectState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** From a stored state and a record to the next stored state and the events, by the fold. Pure. */
public final class Judge {
    static final String SOURCE = "/sixpost/verifier";

    private final Fold fold;

    public Judge(Fold fold) {
        this.fold = fold;
    }

    Step judge(byte @Nullable [] stored, Intake.Fold intake) {
        SubjectState before = stored == null ? null : before(stored, intake.entry());
        Folded folded = fold.fold(before, intake.entry());
        SubjectState after = folded.state();
        List<Outgoing> out = new ArrayList<>();
        Folded.Ruling ruling = folded.ruling();
        if (ruling != null) {
            out.add(verdict(intake.subject(), intake.envelope(), ruling.verdict(), ruling.at()));
        }
        EmailVerified proof = folded.proof();
        if (proof != null) {
            String id = EventId.of(EmailVerified.class, proof.challengeId());
            Envelope<EmailVerified> envelope =
                    caused(intake.envelope(), id, proof, proof.verifiedAt().toEpochMilli());
            out.add(new Outgoing(
                    Sink.EMAIL_VERIFIED, EventCodec.encode(Sink.EMAIL_VERIFIED.topic(), intake.subject(), envelope)));
        }
        if (folded.course() == Folded.Course.ERASED) {
            out.add(forgotten(intake.subject()));
        }
        return new Step(
                folded,
                after == null ? stored != null : !after.equals(before),
                after == null ? null : Bytes.wrap(StateCodec.encode(after)),
                out);
    }

    /** To be erased, a state need not be read. */
    private static @Nullable SubjectState before(byte[] stored, Entry entry) {
        try {
            return StateCodec.decode(stored);
        } catch (BrokenStateException | NewerStateException e) {
            if (entry instanceof Entry.Erasure) {
                return null;
            }
            throw e;
        }
    }

    /** What compaction keeps of an address goes as well, once its time has come. */
    private static Outgoing forgotten(String subject) {
        return new Outgoing(
                Sink.EMAIL_VERIFIED,
                new ProducerRecord<>(
                        Sink.EMAIL_VERIFIED.topic().name(), subject.getBytes(StandardCharsets.US_ASCII), null));
    }

    static Outgoing verdict(@Nullable String key, Envelope<?> command, Verdict verdict, long at) {
        String id = EventId.of(verdict.getClass(), command.id());
        return new Outgoing(
                Sink.RESULTS, EventCodec.encode(Sink.RESULTS.topic(), key, caused(command, id, verdict, at)));
    }

    /** Stamped with broker time, so that an event that is emitted again is the same to the last byte. */
    private static <E extends Event> Envelope<E> caused(Envelope<?> cause, String id, E event, long at) {
        return new Envelope<>(id, event, SOURCE, Instant.ofEpochMilli(at), cause.id(), cause.traceparent());
    }
}
