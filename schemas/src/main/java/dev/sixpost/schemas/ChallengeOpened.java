package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A challenge is live from the broker's timestamp of this record on, under the policy it carries.
 *
 * @param testGuess what the right guess of a test address's fixed code looks like
 */
public record ChallengeOpened(
        String challengeId,
        String requestId,
        String application,
        String email,
        Purpose purpose,
        String nonce,
        String keyId,
        int codeLength,
        Duration ttl,
        @Nullable Duration linkTtl,
        int maxAttempts,
        int failuresPerDay,
        Instant requestedAt,
        boolean verifiedBefore,
        @Nullable Instant firstVerifiedAt,
        @Nullable String accountId,
        @Nullable Map<String, String> attributes,
        @Nullable Map<String, String> metadata,
        @Nullable Boolean decoy,
        @Nullable Boolean test,
        @Nullable String testGuess)
        implements VerifierEvent {

    public ChallengeOpened {
        requireNonNull(challengeId);
        requireNonNull(requestId);
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(purpose);
        requireNonNull(nonce);
        requireNonNull(keyId);
        requireNonNull(ttl);
        requireNonNull(requestedAt);
    }
}
