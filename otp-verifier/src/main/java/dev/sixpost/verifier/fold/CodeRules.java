package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.Purpose;
import java.util.Optional;

/** The verdict on digits: the first row of the contract's table that fits. */
final class CodeRules {
    private final Comparer comparer;

    CodeRules(Comparer comparer) {
        this.comparer = comparer;
    }

    Decision decide(SubjectState state, Purpose purpose, Presented.Code code, long time) {
        Optional<Challenge> current = state.challenges().of(purpose, time);
        if (code.digits() != 0
                && current.map(c -> c.opened().codeLength() != code.digits()).orElse(false)) {
            return Decision.Refused.because(Reason.INVALID_REQUEST);
        }
        int limit = current.map(c -> c.opened().failuresPerDay())
                .orElse(state.budget().perDay());
        if (state.budget().isSpent(limit, time)) {
            return new Decision.Refused(
                    Reason.LOCKED, current.orElse(null), null, state.budget().secondsUntilFree(limit, time));
        }
        return current.map(challenge -> ofChallenge(challenge, code, time))
                .orElse(Decision.Refused.because(Reason.NO_ACTIVE_CODE));
    }

    private Decision ofChallenge(Challenge challenge, Presented.Code code, long time) {
        if (challenge.verified() || time >= challenge.codeExpiresAt() + Challenge.AFTERLIFE_MILLIS) {
            return Decision.Refused.because(Reason.NO_ACTIVE_CODE);
        }
        if (challenge.attemptsRemaining() == 0) {
            return new Decision.Refused(Reason.TOO_MANY_ATTEMPTS, challenge, 0, null);
        }
        if (time >= challenge.codeExpiresAt()) {
            return Decision.Refused.because(Reason.CODE_EXPIRED, challenge);
        }
        if (!comparer.canJudge(code.guess())) {
            return Decision.Refused.because(Reason.UNAVAILABLE, challenge);
        }
        Challenge charged = challenge.withAttempt();
        boolean right = comparer.isCodeOf(challenge.opened(), code.guess());
        return right && !Boolean.TRUE.equals(challenge.opened().decoy())
                ? new Decision.Right(charged.withSuccess(), Method.CODE)
                : new Decision.Wrong(charged);
    }
}
