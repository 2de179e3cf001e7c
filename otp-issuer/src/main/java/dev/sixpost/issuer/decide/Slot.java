package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.Purpose;

/** Where at most one challenge is current: an address, for a purpose. */
public record Slot(Mailbox mailbox, Purpose purpose) {

    public static Slot of(String application, String email, Purpose purpose) {
        return new Slot(new Mailbox(application, email), purpose);
    }

    public String application() {
        return mailbox.application();
    }

    public String email() {
        return mailbox.email();
    }
}
