package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An address has been proven. */
public record EmailVerified(
        String application,
        String email,
        Purpose purpose,
        @Nullable String accountId,
        String challengeId,
        Instant requestedAt,
        Instant verifiedAt,
        boolean firstVerification,
        Instant firstVerifiedAt,
        Method method,
        @Nullable Map<String, String> attributes,
        @Nullable Map<String, String> metadata,
        @Nullable Boolean test)
        implements Event {

    public EmailVerified {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(purpose);
        requireNonNull(challengeId);
        requireNonNull(requestedAt);
        requireNonNull(verifiedAt);
        requireNonNull(firstVerifiedAt);
        requireNonNull(method);
    }
}
