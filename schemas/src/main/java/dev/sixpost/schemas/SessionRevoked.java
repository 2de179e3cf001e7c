package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session ended before its time. {@code until}: when it would have ended by itself, and can be forgotten. */
public record SessionRevoked(
        String application,
        String sessionId,
        Instant revokedAt,
        @Nullable Instant until) implements Event {

    public SessionRevoked {
        requireNonNull(application);
        requireNonNull(sessionId);
        requireNonNull(revokedAt);
    }
}
