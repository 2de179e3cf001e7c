package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The guess was right, in time. */
public record OtpVerified(
        String application,
        String email,
        Purpose purpose,
        String challengeId,
        String requestId,
        @Nullable String accountId,
        Instant verifiedAt,
        Method method)
        implements Verdict {

    public OtpVerified {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(purpose);
        requireNonNull(challengeId);
        requireNonNull(requestId);
        requireNonNull(verifiedAt);
        requireNonNull(method);
    }
}
