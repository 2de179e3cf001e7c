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
 * gives a repeated one the identity it had. No key of ours goes into one: a repeated request is the same request while
 * keys rotate, whichever key an instance has first. What it tells, the caller that can compute it knows.
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

    Identity request(String application, Optional<String> idempotencyKey, byte[] canonicalBody) {
        return identity(OtpRequested.class, application, idempotencyKey, canonicalBody);
    }

    Identity signup(String application, Optional<String> idempotencyKey, byte[] canonicalBody) {
        return identity(SignupRequested.class, application, idempotencyKey, canonicalBody);
    }

    /** Another body under the same key is another request, and the issuer sees that the key is taken. */
    private Identity identity(
            Class<? extends Event> type, String application, Optional<String> idempotencyKey, byte[] canonicalBody) {
        String body = new String(canonicalBody, StandardCharsets.UTF_8);
        return idempotencyKey
                .map(given ->
                        new Identity(EventId.of(type, application, given, body), EventId.of(type, application, given)))
                .orElseGet(() -> new Identity(fresh(), null));
    }

    /** The body is not part of it: the verifier refuses another guess under the same identity. */
    String command(String scope, Optional<String> idempotencyKey) {
        return idempotencyKey
                .map(given -> EventId.of(VerifyOtp.class, scope, given))
                .orElseGet(this::fresh);
    }

    /** One that nothing else has. */
    public String fresh() {
        return HexFormat.of().formatHex(entropy.bytes(BYTES));
    }
}
