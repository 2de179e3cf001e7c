package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A relay took responsibility for the mail. */
public record EmailSent(
        String application,
        String challengeId,
        String requestId,
        @Nullable String relay,
        @Nullable Integer smtpCode,
        String messageId)
        implements Delivery {

    public EmailSent {
        requireNonNull(application);
        requireNonNull(challengeId);
        requireNonNull(requestId);
        requireNonNull(messageId);
    }
}
