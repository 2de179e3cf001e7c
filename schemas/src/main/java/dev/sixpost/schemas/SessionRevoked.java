package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session ended before its time, or, where an address was erased, all that it had till then.
 *
 * @param sessionId the session's; or the subject of the erased address
 * @param until when it would have ended by itself, and can be forgotten
 */
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
