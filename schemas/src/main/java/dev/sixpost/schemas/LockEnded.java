package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

/** An operator ends the lock of an address; its failures so far are forgotten. */
public record LockEnded(String application, String email) implements VerifierEvent {

    public LockEnded {
        requireNonNull(application);
        requireNonNull(email);
    }
}
