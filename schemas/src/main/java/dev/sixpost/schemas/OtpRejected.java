package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The request is refused. `reason` is the name of the HTTP problem, or `stale`. */
public record OtpRejected(
        String application,
        String email,
        Purpose purpose,
        String requestId,
        String reason,
        @Nullable Long retryAfterSeconds)
        implements OtpOutcome {

    public OtpRejected {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(purpose);
        requireNonNull(requestId);
        requireNonNull(reason);
    }
}
