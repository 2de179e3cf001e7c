package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;

/** Whether a guess is right. A comparison is a guess evaluated: {@link Fold} charges the attempt before it asks. */
public interface Comparer {
    /** Whether the key the guess was made with is known here; without it nothing can be said. */
    boolean canJudge(String guess);

    boolean isCodeOf(ChallengeOpened challenge, String guess);

    boolean isLinkOf(ChallengeOpened challenge, String guess);
}
