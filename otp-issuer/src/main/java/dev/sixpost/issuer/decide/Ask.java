package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.OtpRequested;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read, with what a challenge would be made of.
 *
 * @param askedAt the broker's time of the record
 * @param ownId false where the record had no identity and got one from its position
 * @param published whether the answer to this very record is known to be on Kafka already
 * @param freshId identity of the challenge, should one be opened
 * @param freshNonce what its code is derived from
 */
public record Ask(
        Position position,
        Instant askedAt,
        String requestId,
        boolean ownId,
        OtpRequested wanted,
        boolean published,
        String freshId,
        String freshNonce,
        @Nullable String traceparent) {
    private static final int MAX_EMAIL = 254;

    /** The address to mail to; null where what was typed is not one. */
    public @Nullable EmailAddress address() {
        return EmailAddress.parse(wanted.email()).orElse(null);
    }

    public Asked asked() {
        return new Asked(requestId, position, askedAt, slot(), wanted.idempotency());
    }

    public Slot slot() {
        EmailAddress address = address();
        String typed = wanted.email();
        String email = address == null ? typed.substring(0, Math.min(typed.length(), MAX_EMAIL)) : address.canonical();
        return Slot.of(wanted.application(), email, wanted.purposeOrDefault());
    }
}
