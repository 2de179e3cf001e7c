package dev.sixpost.verifier.stream;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.kit.trace.TraceContext;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.VerifierEvent;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Entry;
import dev.sixpost.verifier.fold.Position;
import dev.sixpost.verifier.fold.Presented;
import dev.sixpost.verifier.fold.Reason;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Intake} of a record. Pure: depends on the record and the keys alone. */
public final class Reading {
    private static final Pattern APPLICATION = Pattern.compile("[a-z][a-z0-9-]{1,62}");

    /** The challenges of an address, one for each purpose, fit a record of the changelog with this. */
    private static final int MAX_VALUE_BYTES = 128 * 1024;

    private final Placement placement;
    private final Moves moves;
    private final Proofs proofs;

    public Reading(Keys keys, int partitions) {
        this.placement = new Placement(partitions);
        this.moves = new Moves(keys);
        this.proofs = new Proofs(keys);
    }

    Intake read(ConsumerRecord<byte[], byte[]> found) {
        byte[] value = found.value();
        if (value != null && value.length > MAX_VALUE_BYTES) {
            return new Intake.DeadLetter("too-large");
        }
        return switch (EventCodec.decode(found)) {
            case Decoded.Tombstone tombstone -> new Intake.Skip();
            case Decoded.Unreadable unreadable -> new Intake.DeadLetter(unreadable.reason());
            case Decoded.Read read -> event(found, traceable(read.envelope()));
        };
    }

    /** Without a trace that nobody can follow: it would be handed on with each event that comes of the record. */
    private static <E extends Event> Envelope<E> traceable(Envelope<E> envelope) {
        return envelope.withTraceparent(TraceContext.parse(envelope.traceparent())
                .map(TraceContext::traceparent)
                .orElse(null));
    }

    private Intake event(ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope) {
        Event event = envelope.event();
        if (!(event instanceof VerifierEvent ours)) {
            return new Intake.DeadLetter("unexpected-type");
        }
        if (!APPLICATION.matcher(ours.application()).matches()) {
            return new Intake.DeadLetter("invalid-application");
        }
        Moves.Origin origin = moves.originOf(found, envelope.id());
        return switch (ours) {
            case ChallengeOpened opened -> opening(found, envelope, opened, origin);
            case AddressErased erased -> erasure(found, envelope, erased, origin);
            case LockEnded ended -> unlock(found, envelope, ended, origin);
            case VerifyOtp command -> command(found, envelope, command, origin);
        };
    }

    private Intake opening(
            ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope, ChallengeOpened opened, Moves.Origin origin) {
        if (!Openable.isSound(opened)) {
            return new Intake.DeadLetter("invalid-challenge");
        }
        String subject = Subject.of(opened.application(), opened.email());
        return placement.isRight(found, subject, origin)
                ? new Intake.Fold(subject, envelope, new Entry.Opening(position(found), origin.time(), opened))
                : new Intake.Move(subject, envelope.with(opened), origin.time());
    }

    private Intake erasure(
            ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope, AddressErased erased, Moves.Origin origin) {
        String subject = Subject.of(erased.application(), erased.email());
        return placement.isRight(found, subject, origin)
                ? new Intake.Fold(subject, envelope, new Entry.Erasure(position(found)))
                : new Intake.Move(subject, envelope.with(erased), origin.time());
    }

    private Intake unlock(
            ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope, LockEnded ended, Moves.Origin origin) {
        String subject = Subject.of(ended.application(), ended.email());
        return placement.isRight(found, subject, origin)
                ? new Intake.Fold(subject, envelope, new Entry.Unlock(position(found)))
                : new Intake.Move(subject, envelope.with(ended), origin.time());
    }

    private Intake command(
            ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope, VerifyOtp command, Moves.Origin origin) {
        Optional<String> email = Optional.ofNullable(command.email())
                .flatMap(EmailAddress::parse)
                .map(EmailAddress::canonical);
        if (command.email() != null && email.isEmpty()) {
            return invalid(envelope, command, origin, Placement.subjectIn(found.key()), null);
        }
        Purpose purpose = purposeOf(command);
        Presented presented = proofs.read(command, email.orElse(null), purpose);
        Optional<String> subject = subjectOf(command, email.orElse(null), found);
        if (subject.isEmpty()) {
            return invalid(envelope, command, origin, subject, null);
        }
        if (!placement.isRight(found, subject.get(), origin)) {
            return moves.withoutClearText(command, presented)
                    .<Intake>map(safe -> new Intake.Move(subject.get(), envelope.with(safe), origin.time()))
                    .orElseGet(() -> invalid(envelope, command, origin, subject, email.orElse(null)));
        }
        return new Intake.Fold(
                subject.get(),
                envelope,
                new Entry.Command(
                        position(found),
                        origin.time(),
                        command.idempotency() == null ? envelope.id() : command.idempotency(),
                        command.application(),
                        email.orElse(null),
                        purpose,
                        anyPurpose(command),
                        presented));
    }

    private static Purpose purposeOf(VerifyOtp command) {
        return command.purpose() == null ? Purpose.DEFAULT : command.purpose();
    }

    /** A code without a purpose stands for the default one; a link has the one it was made for. */
    private static boolean anyPurpose(VerifyOtp command) {
        return command.purpose() == null && (command.link() != null || command.challengeId() != null);
    }

    /** The address says it, else the link's token, else the key: whoever knows only the digest of a link set it. */
    private static Optional<String> subjectOf(
            VerifyOtp command, @Nullable String email, ConsumerRecord<byte[], byte[]> found) {
        if (email != null) {
            return Optional.of(Subject.of(command.application(), email));
        }
        if (command.link() != null) {
            return LinkToken.parse(command.link()).map(LinkToken::subject);
        }
        return Placement.subjectIn(found.key());
    }

    private static Intake invalid(
            Envelope<?> envelope,
            VerifyOtp command,
            Moves.Origin origin,
            Optional<String> subject,
            @Nullable String email) {
        OtpRefused verdict = new OtpRefused(
                command.application(),
                email,
                anyPurpose(command) ? null : purposeOf(command),
                null,
                Reason.INVALID_REQUEST.wire(),
                null,
                null);
        return new Intake.Refuse(subject.orElse(null), envelope.with(command), verdict, origin.time());
    }

    private static Position position(ConsumerRecord<byte[], byte[]> found) {
        return new Position(found.offset(), found.timestamp());
    }
}
