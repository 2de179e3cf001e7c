package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signs up at an upstream service. `email` is as typed; `clientIp` is whom the limits count; `idempotency` stands
 * for an Idempotency-Key.
 */
public record SignupRequested(
        String application,
        String email,
        @Nullable String accountId,
        @Nullable String name,
        @Nullable String locale,
        @Nullable Map<String, String> attributes,
        @Nullable String clientIp,
        @Nullable String idempotency)
        implements Event {

    public SignupRequested {
        requireNonNull(application);
        requireNonNull(email);
    }
}
