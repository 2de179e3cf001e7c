package dev.sixpost.gateway.flow;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.VerifyOtp;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identities of requests and commands: random, or, with an Idempotency-Key, derived from it, so that every instance
 * gives a repeated one the identity it had.
 */
public final class Ids {
    /** The CloudEvents source of what this service writes. */
    static final String SOURCE = "/sixpost/gateway";

    /**
     * @param id 128 bits as hex
     * @param idempotency what stands for the key alone, whatever came with it; absent without a key
     */
    record Identity(String id, @Nullable String idempotency) {}

    private static final int BYTES = 16;
    private static final byte[] NOTHING = {};

    private final Key key;
    private final Entropy entropy;

    public Ids(Key key, Entropy entropy) {
        this.key = key;
        this.entropy = entropy;
    }

    Identity request(String application, Optional<String> idempotencyKey, byte[] canonicalBody) {
        String scope = application + "/otp";
        return idempotencyKey
                .map(given -> new Identity(
                        Derivation.idempotencyDigest(key, scope, given, canonicalBody),
                        Derivation.idempotencyDigest(key, scope, given, NOTHING)))
                .orElseGet(() -> new Identity(random(), null));
    }

    /**
     * The body is not part of it: the verifier refuses another guess under the same identity. Nor is a key of ours: a
     * retry is the same command while keys rotate.
     */
    String command(String scope, Optional<String> idempotencyKey) {
        return idempotencyKey
                .map(given -> EventId.of(VerifyOtp.class, scope, given))
                .orElseGet(this::random);
    }

    private String random() {
        return HexFormat.of().formatHex(entropy.bytes(BYTES));
    }
}
