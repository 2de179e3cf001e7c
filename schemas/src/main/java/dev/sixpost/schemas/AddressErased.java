package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

/** An address is forgotten; what is queued for it is dropped. */
public record AddressErased(String application, String email) implements VerifierEvent {

    public AddressErased {
        requireNonNull(application);
        requireNonNull(email);
    }
}
