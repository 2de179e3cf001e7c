package dev.sixpost.gateway.flow;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.VerifyOtp;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identities of requests and commands: random, or, with an Idempotency-Key, derived from it, so that every instance
 * gives a repeated one the identity it had. No key of ours goes into what stands for the caller's key: what is repeated
 * is the same while keys rotate, whichever key an instance has first. What it tells, the caller that can compute it knows.
 */
public final class Ids {
    /** The CloudEvents source of what this service writes. */
    public static final String SOURCE = "/sixpost/gateway";

    /**
     * @param id 128 bits as hex
     * @param idempotency what stands for the key alone, whatever came with it; absent without a key
     */
    record Identity(String id, @Nullable String idempotency) {}

    private static final int BYTES = 16;

    private final Entropy entropy;

    public Ids(Entropy entropy) {
        this.entropy = entropy;
    }

    /**
     * Of a request.
     *
     * @param scope within which an Idempotency-Key is one
     */
    Identity request(String scope, Optional<String> idempotencyKey, byte[] canonicalBody) {
        return identity(OtpRequested.class, scope, idempotencyKey, text(canonicalBody));
    }

    Identity signup(String scope, Optional<String> idempotencyKey, byte[] canonicalBody) {
        return identity(SignupRequested.class, scope, idempotencyKey, text(canonicalBody));
    }

    /** Another body under the same key has another identity, and whoever decides on it sees that the key is taken. */
    private Identity identity(Class<? extends Event> type, String scope, Optional<String> idempotencyKey, String body) {
        return idempotencyKey
                .map(given -> new Identity(EventId.of(type, scope, given, body), EventId.of(type, scope, given)))
                .orElseGet(() -> new Identity(fresh(), null));
    }

    private static String text(byte[] canonicalBody) {
        return new String(canonicalBody, StandardCharsets.UTF_8);
    }

    /**
     * A guess by another of our keys is another command: the verifier sees that both are for the same Idempotency-Key.
     *
     * @param guess the keyed digest, never what it was made of: an identity is not secret
     */
    Identity command(String scope, Optional<String> idempotencyKey, String guess) {
        return identity(VerifyOtp.class, scope, idempotencyKey, guess);
    }

    /** One that nothing else has. */
    public String fresh() {
        return HexFormat.of().formatHex(entropy.bytes(BYTES));
    }
}
