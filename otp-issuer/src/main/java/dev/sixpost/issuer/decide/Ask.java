package dev.sixpost.issuer.decide;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read, with what a challenge would be made of.
 *
 * @param ownId false where the record had no identity and got one from its position
 * @param signup the sign-up that is the reason for the request; null for any other
 * @param address where to mail to; null where what was typed is not an address
 * @param published whether the answer to this very record is known to be on Kafka already
 * @param freshId identity of the challenge, should one be opened
 * @param freshNonce what its code is derived from
 */
public record Ask(
        Asked asked,
        boolean ownId,
        OtpRequested wanted,
        @Nullable Signup signup,
        @Nullable EmailAddress address,
        boolean published,
        String freshId,
        String freshNonce,
        @Nullable String traceparent) {
    private static final int MAX_EMAIL = 254;

    /** Where a record lies, since when, and under which identity. */
    public record Found(Position position, Instant at, String id, boolean ownId, boolean published) {}

    /** What a challenge would be made of. */
    public record Fresh(String challengeId, String nonce) {}

    /** Reads the address. */
    public static Ask of(Found found, OtpRequested wanted, Fresh fresh, @Nullable String traceparent) {
        return of(found, wanted, null, fresh, traceparent);
    }

    /** A sign-up asks for a code to confirm its address with. */
    public static Ask of(Found found, SignupRequested event, Fresh fresh, @Nullable String traceparent) {
        OtpRequested wanted = new OtpRequested(
                event.application(),
                event.email(),
                Purpose.SIGNUP,
                event.locale(),
                null,
                event.accountId(),
                event.clientIp(),
                null,
                null,
                event.idempotency());
        return of(found, wanted, event, fresh, traceparent);
    }

    private static Ask of(
            Found found,
            OtpRequested wanted,
            @Nullable SignupRequested signup,
            Fresh fresh,
            @Nullable String traceparent) {
        EmailAddress address = EmailAddress.parse(wanted.email()).orElse(null);
        String email = address == null ? beginning(wanted.email()) : address.canonical();
        Slot slot = Slot.of(wanted.application(), email, wanted.purposeOrDefault());
        Asked asked = new Asked(found.id(), found.position(), found.at(), slot, wanted.idempotency());
        return new Ask(
                asked,
                found.ownId(),
                wanted,
                signup == null ? null : Signup.of(slot.mailbox(), signup, found.at()),
                address,
                found.published(),
                fresh.challengeId(),
                fresh.nonce(),
                traceparent);
    }

    /** In whole characters: half of one cannot be written. */
    private static String beginning(String typed) {
        if (typed.length() <= MAX_EMAIL) {
            return typed;
        }
        boolean halves = Character.isHighSurrogate(typed.charAt(MAX_EMAIL - 1));
        return typed.substring(0, halves ? MAX_EMAIL - 1 : MAX_EMAIL);
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
