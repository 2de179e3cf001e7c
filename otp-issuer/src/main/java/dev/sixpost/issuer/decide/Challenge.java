package dev.sixpost.issuer.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code that was promised to an address.
 *
 * @param requestId the request that opened it
 * @param nonce what the code is derived from, together with the key of {@code keyId}
 * @param expiresAt when the code stops working, by the broker's clock
 */
public record Challenge(
        String id,
        Slot slot,
        String requestId,
        String nonce,
        String keyId,
        Terms terms,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable Instant firstVerifiedAt,
        @Nullable String accountId,
        @Nullable Map<String, String> metadata,
        Standing standing) {
    private static final Duration TOO_SHORT_TO_USE = Duration.ofSeconds(60);

    /** When the link stops working; null without one. */
    public @Nullable Instant linkExpiresAt() {
        Duration linkTtl = terms.linkTtl();
        return linkTtl == null ? null : expiresAt.minus(terms.ttl()).plus(linkTtl);
    }

    /** The last moment anything opens it. */
    public Instant endsAt() {
        Instant link = linkExpiresAt();
        return link == null || link.isBefore(expiresAt) ? expiresAt : link;
    }

    /** Resend delays count while the code lives, also where its attempts are used up. */
    boolean coolsDown(Instant now) {
        return now.isBefore(standing.resendAt()) && now.isBefore(expiresAt);
    }

    /** Whether sending the same code again helps anybody. */
    boolean isWorthSendingAgain(Instant now) {
        return standing.current()
                && standing.finalState() == null
                && standing.attemptsUsed() < terms.maxAttempts()
                && !now.plus(TOO_SHORT_TO_USE).isAfter(expiresAt);
    }

    Challenge with(Standing changed) {
        return new Challenge(
                id,
                slot,
                requestId,
                nonce,
                keyId,
                terms,
                requestedAt,
                expiresAt,
                firstVerifiedAt,
                accountId,
                metadata,
                changed);
    }

    /** Neither addresses nor nonces are for logs. */
    @Override
    public String toString() {
        return "Challenge[" + id + "]";
    }
}
