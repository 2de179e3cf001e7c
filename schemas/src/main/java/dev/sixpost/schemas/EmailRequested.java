package dev.sixpost.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail is wanted. It carries what the code is derived from, never the code; `recipient` is the address as typed with
 * its domain in A-labels and must canonicalise to `email`. */
public record EmailRequested(
        String application,
        String email,
        String recipient,
        Purpose purpose,
        String requestId,
        String challengeId,
        String nonce,
        String keyId,
        int codeLength,
        String locale,
        DeliveryForm delivery,
        Instant expiresAt,
        @Nullable Instant linkExpiresAt,
        MailKind kind)
        implements Event {

    public EmailRequested {
        requireNonNull(application);
        requireNonNull(email);
        requireNonNull(recipient);
        requireNonNull(purpose);
        requireNonNull(requestId);
        requireNonNull(challengeId);
        requireNonNull(nonce);
        requireNonNull(keyId);
        requireNonNull(locale);
        requireNonNull(delivery);
        requireNonNull(expiresAt);
        requireNonNull(kind);
    }
}
