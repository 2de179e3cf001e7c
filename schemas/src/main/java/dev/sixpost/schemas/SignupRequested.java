package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody signs up at an upstream service. `email` is as typed. */
public record SignupRequested(
        String application,
        String email,
        @Nullable String accountId,
        @Nullable String name,
        @Nullable String locale,
        @Nullable Map<String, String> attributes)
        implements Event {

    public SignupRequested {
        requireNonNull(application);
        requireNonNull(email);
    }
}
