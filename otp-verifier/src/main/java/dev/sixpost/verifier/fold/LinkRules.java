package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Method;
import java.util.Optional;

/**
 * The verdict on a link's token. It cannot be guessed, so a wrong one costs nobody an attempt, and a lock does not stop
 * it; a challenge whose attempts are used up is over for links too.
 */
final class LinkRules {
    private final Comparer comparer;

    LinkRules(Comparer comparer) {
        this.comparer = comparer;
    }

    Decision decide(SubjectState state, Entry.Command command, Presented.Link link) {
        Optional<Challenge> named = state.challenges().byId(link.challengeId());
        return named.filter(challenge -> isMeant(challenge.opened(), command))
                .map(challenge -> ofChallenge(challenge, link, command.time()))
                .orElse(Decision.Refused.because(Reason.NO_ACTIVE_CODE));
    }

    private static boolean isMeant(ChallengeOpened challenge, Entry.Command command) {
        return challenge.application().equals(command.application())
                && (command.email() == null || challenge.email().equals(command.email()))
                && (command.anyPurpose() || challenge.purpose() == command.purpose());
    }

    private Decision ofChallenge(Challenge challenge, Presented.Link link, long time) {
        ChallengeOpened opened = challenge.opened();
        if (challenge.verified()
                || opened.linkTtl() == null
                || time >= challenge.linkExpiresAt() + Challenge.AFTERLIFE_MILLIS) {
            return Decision.Refused.because(Reason.NO_ACTIVE_CODE);
        }
        if (challenge.attemptsRemaining() == 0) {
            return new Decision.Refused(Reason.TOO_MANY_ATTEMPTS, challenge, 0, null);
        }
        if (time >= challenge.linkExpiresAt()) {
            return Decision.Refused.because(Reason.CODE_EXPIRED, challenge);
        }
        if (!comparer.canJudge(link.guess())) {
            return Decision.Refused.because(Reason.UNAVAILABLE, challenge);
        }
        return comparer.isLinkOf(opened, link.guess()) && !Boolean.TRUE.equals(opened.decoy())
                ? new Decision.Right(challenge.withSuccess(), Method.LINK)
                : Decision.Refused.because(Reason.NO_ACTIVE_CODE);
    }
}
