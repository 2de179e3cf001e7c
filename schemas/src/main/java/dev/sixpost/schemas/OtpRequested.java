package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A code is wanted. `email` is as typed; `idempotency` is a digest of the caller's Idempotency-Key, absent without one. */
public record OtpRequested(
        String application,
        String email,
        @Nullable Purpose purpose,
        @Nullable String locale,
        @Nullable DeliveryForm delivery,
        @Nullable String accountId,
        @Nullable String clientIp,
        @Nullable String userAgent,
        @Nullable Map<String, String> metadata,
        @Nullable String idempotency)
        implements Event {

    public OtpRequested {
        requireNonNull(application);
        requireNonNull(email);
    }

    public Purpose purposeOrDefault() {
        return purpose == null ? Purpose.DEFAULT : purpose;
    }
}
