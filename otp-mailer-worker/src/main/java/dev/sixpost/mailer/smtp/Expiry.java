package dev.sixpost.mailer.smtp;

import java.time.Duration;

/** Until when a mail is worth sending. */
@FunctionalInterface
public interface Expiry {
    /** Zero or less: it comes too late. */
    Duration left();
}
