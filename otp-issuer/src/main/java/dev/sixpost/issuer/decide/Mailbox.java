package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.Subject;

/** A canonical address within an application. */
public record Mailbox(String application, String email) {

    /** The key of every event about it. */
    public String subject() {
        return Subject.of(application, email);
    }

    /** An address is not for logs. */
    @Override
    public String toString() {
        return "Mailbox[" + application + "]";
    }
}
