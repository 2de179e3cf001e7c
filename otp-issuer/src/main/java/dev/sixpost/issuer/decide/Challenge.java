package dev.sixpost.issuer.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A code that was promised to an address.
 *
 * @param requestId the request that opened it
 * @param nonce what the code is derived from, together with the key of {@code keyId}
 * @param expiresAt when the code stops working, by the broker's clock
 * @param opener what the request that opened it said itself
 * @param accountId whom a success is told of: the account the request named, or the one that was known
 * @param attributes what the sign-up said of the person
 * @param decoy whether no code opens it
 * @param testGuess what the right guess of a test address looks like; no mail goes there
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
        Opener opener,
        @Nullable String accountId,
        @Nullable Map<String, String> attributes,
        @Nullable Map<String, String> metadata,
        boolean decoy,
        @Nullable String testGuess,
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

    /**
     * Whether a request may be answered with it: a sign-up that says what its opener said, any other that names no account
     * or the one its opener named.
     */
    boolean isMeantBy(Ask ask) {
        String named = ask.wanted().accountId();
        Signup signup = ask.signup();
        if (signup == null) {
            return named == null || named.equals(opener.accountId());
        }
        return opener.signup()
                && Objects.equals(named, opener.accountId())
                && Objects.equals(signup.attributes(), attributes);
    }

    /** Whether sending the same code again helps anybody. */
    boolean isWorthSendingAgain(Instant now) {
        return standing.current()
                && standing.finalState() == null
                && standing.attemptsUsed() < terms.maxAttempts()
                && !now.plus(TOO_SHORT_TO_USE).isAfter(expiresAt);
    }

    public Challenge with(Standing changed) {
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
                opener,
                accountId,
                attributes,
                metadata,
                decoy,
                testGuess,
                changed);
    }

    /** Neither addresses nor nonces are for logs. */
    @Override
    public String toString() {
        return "Challenge[" + id + "]";
    }
}
