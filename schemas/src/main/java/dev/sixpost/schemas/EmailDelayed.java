package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A relay refused the mail for the time being; it is tried again at `nextAttemptAt`. */
public record EmailDelayed(
        String application,
        String challengeId,
        String requestId,
        @Nullable String relay,
        @Nullable Integer smtpCode,
        String messageId,
        Instant nextAttemptAt)
        implements Delivery {

    public EmailDelayed {
        requireNonNull(application);
        requireNonNull(challengeId);
        requireNonNull(requestId);
        requireNonNull(messageId);
        requireNonNull(nextAttemptAt);
    }
}
