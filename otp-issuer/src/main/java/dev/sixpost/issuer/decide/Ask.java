package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.OtpRequested;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read, with what a challenge would be made of.
 *
 * @param ownId false where the record had no identity and got one from its position
 * @param address where to mail to; null where what was typed is not an address
 * @param published whether the answer to this very record is known to be on Kafka already
 * @param freshId identity of the challenge, should one be opened
 * @param freshNonce what its code is derived from
 */
public record Ask(
        Asked asked,
        boolean ownId,
        OtpRequested wanted,
        @Nullable EmailAddress address,
        boolean published,
        String freshId,
        String freshNonce,
        @Nullable String traceparent) {
    private static final int MAX_EMAIL = 254;

    /** Reads the address. */
    public static Ask of(
            Position position,
            Instant askedAt,
            String requestId,
            boolean ownId,
            OtpRequested wanted,
            boolean published,
            String freshId,
            String freshNonce,
            @Nullable String traceparent) {
        EmailAddress address = EmailAddress.parse(wanted.email()).orElse(null);
        String typed = wanted.email();
        String email = address == null ? typed.substring(0, Math.min(typed.length(), MAX_EMAIL)) : address.canonical();
        Slot slot = Slot.of(wanted.application(), email, wanted.purposeOrDefault());
        Asked asked = new Asked(requestId, position, askedAt, slot, wanted.idempotency());
        return new Ask(asked, ownId, wanted, address, published, freshId, freshNonce, traceparent);
    }

    public String requestId() {
        return asked.requestId();
    }

    public Position position() {
        return asked.position();
    }

    public Instant askedAt() {
        return asked.askedAt();
    }

    public Slot slot() {
        return asked.slot();
    }
}
