package dev.sixpost.embedded.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the index knows of a mail. */
record StoredMail(
        String id,
        String messageId,
        Mailbox from,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> replyTo,
        String returnPath,
        String subject,
        int size) {

    /** A person in a header; either part may be empty. */
    record Mailbox(String name, String address) {}

    /** The identity is the time of arrival in microseconds, so that identities sort as the mails came. */
    Instant created() {
        return Instant.EPOCH.plus(Long.parseLong(id), ChronoUnit.MICROS);
    }
}
