package dev.sixpost.gateway.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of a request as its caller is told, then and whenever the request is repeated. */
public sealed interface Answer {
    Instant at();

    /** {@code attemptsRemaining} as of this answer. */
    record Issued(
            String challengeId, int codeLength, Instant expiresAt, Instant resendAt, int attemptsRemaining, Instant at)
            implements Answer {}

    record Rejected(String reason, @Nullable Long retryAfterSeconds, Instant at) implements Answer {}
}
