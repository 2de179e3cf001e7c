package dev.sixpost.verifier.stream;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Guess;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import java.time.Duration;
import java.util.regex.Pattern;

/** Whether a challenge keeps the contract's bounds, so that what is stored of it and evaluated for it is bounded too. */
final class Openable {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MAX_ATTEMPTS = 10;
    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 10;

    private Openable() {}

    static boolean isSound(ChallengeOpened opened) {
        return ID.matcher(opened.challengeId()).matches()
                && isNonce(opened.nonce())
                && EmailAddress.parse(opened.email())
                        .map(EmailAddress::canonical)
                        .filter(opened.email()::equals)
                        .isPresent()
                && isWithin(opened.codeLength(), FEWEST_DIGITS, MOST_DIGITS)
                && isWithin(opened.maxAttempts(), 1, MAX_ATTEMPTS)
                && opened.failuresPerDay() >= 1
                && isSpan(opened.ttl())
                && (opened.linkTtl() == null || isSpan(opened.linkTtl()))
                && (opened.testGuess() == null
                        || Guess.keyIdOf(opened.testGuess()).isPresent());
    }

    private static boolean isNonce(String nonce) {
        try {
            return Nonce.bytes(nonce).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWithin(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private static boolean isSpan(Duration span) {
        return span.isPositive() && span.compareTo(LONGEST) <= 0;
    }
}
