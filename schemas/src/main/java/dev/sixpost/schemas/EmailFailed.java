package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** No mail will come of this request. `permanent` where a server refused the address for good. */
public record EmailFailed(
        String application,
        String challengeId,
        String requestId,
        @Nullable String relay,
        @Nullable Integer smtpCode,
        String messageId,
        String reason,
        boolean permanent)
        implements Delivery {

    public EmailFailed {
        requireNonNull(application);
        requireNonNull(challengeId);
        requireNonNull(requestId);
        requireNonNull(messageId);
        requireNonNull(reason);
    }
}
