package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** A session ended before its time. */
public record SessionRevoked(String application, String sessionId, Instant revokedAt) implements Event {

    public SessionRevoked {
        requireNonNull(application);
        requireNonNull(sessionId);
        requireNonNull(revokedAt);
    }
}
