package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The guess was not accepted. `reason` is the name of the HTTP problem. */
public record OtpRefused(
        String application,
        @Nullable String email,
        @Nullable Purpose purpose,
        @Nullable String challengeId,
        String reason,
        @Nullable Integer attemptsRemaining,
        @Nullable Long retryAfterSeconds)
        implements Verdict {

    public OtpRefused {
        requireNonNull(application);
        requireNonNull(reason);
    }
}
