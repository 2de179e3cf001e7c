package dev.sixpost.gateway.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of a request as its caller is told, then and whenever the request is repeated. */
public sealed interface Answer {
    long atMillis();

    default Instant at() {
        return Instant.ofEpochMilli(atMillis());
    }

    /** Whether the same request is to be published again where it is repeated. */
    default boolean invitesRepetition() {
        return false;
    }

    /** {@code attemptsRemaining} as of this answer. */
    record Issued(
            Id challenge, int codeLength, long expiresMillis, long resendMillis, int attemptsRemaining, long atMillis)
            implements Answer {
        public Issued(
                String challengeId,
                int codeLength,
                Instant expiresAt,
                Instant resendAt,
                int attemptsRemaining,
                Instant at) {
            this(
                    Id.of(challengeId),
                    codeLength,
                    expiresAt.toEpochMilli(),
                    resendAt.toEpochMilli(),
                    attemptsRemaining,
                    at.toEpochMilli());
        }

        public String challengeId() {
            return challenge.text();
        }

        public Instant expiresAt() {
            return Instant.ofEpochMilli(expiresMillis);
        }

        public Instant resendAt() {
            return Instant.ofEpochMilli(resendMillis);
        }
    }

    record Rejected(String reason, @Nullable Long retryAfterSeconds, long atMillis) implements Answer {
        private static final String OUTDATED = "stale";

        public Rejected(String reason, @Nullable Long retryAfterSeconds, Instant at) {
            this(reason, retryAfterSeconds, at.toEpochMilli());
        }

        /** The request was too old when it was read: nobody was answered yet, and repeating it is a new one. */
        @Override
        public boolean invitesRepetition() {
            return reason.equals(OUTDATED);
        }
    }
}
