package dev.sixpost.schemas;

import org.jspecify.annotations.Nullable;

/** What became of a mail, so far (delayed) or for good (sent, failed). */
public sealed interface Delivery extends Event permits EmailSent, EmailDelayed, EmailFailed {
    String challengeId();

    String requestId();

    @Nullable
    String relay();

    @Nullable
    Integer smtpCode();

    String messageId();
}
