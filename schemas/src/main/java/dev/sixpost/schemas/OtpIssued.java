package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A challenge answers the request; `resend` where it is one that was live already. `linkExpiresAt` where it has a link. */
public record OtpIssued(
        String application,
        String email,
        Purpose purpose,
        String requestId,
        String challengeId,
        Instant expiresAt,
        @Nullable Instant linkExpiresAt,
        Instant resendAt,
        int codeLength,
        int maxAttempts,
        boolean resend)
        implements OtpOutcome {

    public OtpIssued {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(purpose);
        requireNonNull(requestId);
        requireNonNull(challengeId);
        requireNonNull(expiresAt);
        requireNonNull(resendAt);
    }
}
