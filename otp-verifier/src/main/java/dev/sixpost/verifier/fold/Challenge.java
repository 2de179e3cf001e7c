package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import java.time.Duration;

/**
 * The current challenge of a purpose, under the policy it was opened with.
 *
 * @param openedAt the broker's timestamp of its opening: everything counts from there
 * @param attempts guesses evaluated so far, the right one included
 */
public record Challenge(ChallengeOpened opened, long openedAt, int attempts, boolean verified) {
    /** How long after its expiry a challenge is still answered for, and a duplicate of its opening recognised. */
    static final long AFTERLIFE_MILLIS = Duration.ofHours(1).toMillis();

    String id() {
        return opened.challengeId();
    }

    int attemptsRemaining() {
        return Math.max(0, opened.maxAttempts() - attempts);
    }

    long codeExpiresAt() {
        return openedAt + opened.ttl().toMillis();
    }

    /** The opening itself where the challenge has no link: it is over before it began. */
    long linkExpiresAt() {
        return opened.linkTtl() == null ? openedAt : openedAt + opened.linkTtl().toMillis();
    }

    long forgottenAt() {
        return Math.max(codeExpiresAt(), linkExpiresAt()) + AFTERLIFE_MILLIS;
    }

    Challenge withAttempt() {
        return new Challenge(opened, openedAt, attempts + 1, verified);
    }

    Challenge withSuccess() {
        return new Challenge(opened, openedAt, attempts, true);
    }
}
