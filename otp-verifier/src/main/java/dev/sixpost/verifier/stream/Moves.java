package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Seal;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Presented;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How a record is moved to its right partition with its identity and its time, and recognised there. */
final class Moves {
    /** The original broker timestamp under a seal; without a valid one the record's own counts. */
    static final String TIME_HEADER = "otp-moved";

    private static final int MAX_HEADER_BYTES = 256;

    private final Keys keys;

    Moves(Keys keys) {
        this.keys = keys;
    }

    /** When a record was first written, and whether it was moved since. */
    record Origin(long time, boolean moved) {}

    Origin originOf(ConsumerRecord<byte[], byte[]> found, String id) {
        OptionalLong sealed = header(found, TIME_HEADER)
                .map(seal -> Seal.check(keys, seal, id, found.value()))
                .orElse(OptionalLong.empty());
        return new Origin(sealed.orElse(found.timestamp()), sealed.isPresent());
    }

    /** The record as it goes to its right partition. */
    ProducerRecord<byte[], byte[]> record(Intake.Move move) {
        ProducerRecord<byte[], byte[]> moved = EventCodec.encode(Topic.VERIFICATIONS, move.subject(), move.envelope());
        String seal = Seal.of(keys.current(), move.envelope().id(), move.time(), moved.value());
        moved.headers().add(TIME_HEADER, seal.getBytes(StandardCharsets.US_ASCII));
        return moved;
    }

    /** The command with a digest in the place of what came in clear; empty where that was neither digits nor a token. */
    Optional<VerifyOtp> withoutClearText(VerifyOtp command, Presented presented) {
        return switch (presented) {
            case Presented.Code code -> Optional.of(digest(command, null, code.guess(), code.digits()));
            case Presented.Link link -> Optional.of(digest(command, link.challengeId(), link.guess(), 0));
            case Presented.Malformed malformed -> Optional.empty();
        };
    }

    private static VerifyOtp digest(VerifyOtp command, @Nullable String challengeId, String guess, int digits) {
        return new VerifyOtp(
                command.application(),
                command.email(),
                command.purpose(),
                guess,
                digits == 0 ? null : digits,
                challengeId,
                null,
                null,
                command.idempotency());
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null || header.value() == null || header.value().length > MAX_HEADER_BYTES
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.ISO_8859_1));
    }
}
