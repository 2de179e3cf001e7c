package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A sign-up named an address that has an account already. */
public record SignupSuspected(
        String application, String email, @Nullable String accountId) implements Event {

    public SignupSuspected {
        requireNonNull(application);
        requireNonNull(email);
    }
}
