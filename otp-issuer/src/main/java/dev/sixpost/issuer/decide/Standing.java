package dev.sixpost.issuer.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a challenge.
 *
 * @param resends mails after the first
 * @param resendAt before this nobody gets another mail for it
 * @param attemptsUsed as far as the verifier's results were read
 * @param current whether requests are answered with it; being replaced ends that, and so does a success
 */
public record Standing(
        int resends,
        Instant resendAt,
        int attemptsUsed,
        boolean current,
        @Nullable FinalState finalState,
        @Nullable Instant finalAt) {

    static Standing opened(Instant resendAt) {
        return new Standing(0, resendAt, 0, true, null, null);
    }

    Standing mailedAgain(Instant nextResendAt) {
        return new Standing(resends + 1, nextResendAt, attemptsUsed, current, finalState, finalAt);
    }

    /** Replaced by another challenge; superseded only where it had not ended by itself before. */
    Standing replaced(boolean ended, Instant now) {
        return ended || finalState != null
                ? new Standing(resends, resendAt, attemptsUsed, false, finalState, finalAt)
                : new Standing(resends, resendAt, attemptsUsed, false, FinalState.SUPERSEDED, now);
    }
}
