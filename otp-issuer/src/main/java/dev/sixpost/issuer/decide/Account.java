package dev.sixpost.issuer.decide;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address from sign-ups that named it and from the proofs it gave.
 *
 * @param firstVerifiedAt null for an account that no proof has verified yet
 * @param attributes what the last sign-up said of the person
 */
public record Account(
        @Nullable String accountId,
        @Nullable Instant firstVerifiedAt,
        @Nullable String locale,
        @Nullable Map<String, String> attributes) {

    boolean isVerified() {
        return firstVerifiedAt != null;
    }
}
