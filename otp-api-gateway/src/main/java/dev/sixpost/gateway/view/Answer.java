package dev.sixpost.gateway.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of a request as its caller is told, then and whenever the request is repeated. */
public sealed interface Answer {
    Instant at();

    /** Whether the same request is to be published again where it is repeated. */
    default boolean invitesRepetition() {
        return false;
    }

    /** {@code attemptsRemaining} as of this answer. */
    record Issued(
            String challengeId, int codeLength, Instant expiresAt, Instant resendAt, int attemptsRemaining, Instant at)
            implements Answer {}

    record Rejected(String reason, @Nullable Long retryAfterSeconds, Instant at) implements Answer {
        private static final String OUTDATED = "stale";

        /** The request was too old when it was read: nobody was answered yet, and repeating it is a new one. */
        @Override
        public boolean invitesRepetition() {
            return reason.equals(OUTDATED);
        }
    }
}
