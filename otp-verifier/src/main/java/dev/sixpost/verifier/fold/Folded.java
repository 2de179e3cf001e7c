package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a record did.
 *
 * @param state as it is now; null where nothing is known any more.
 * @param ruling the command's verdict; null where the record is not a command, or was folded before and is forgotten
 * @param proof present once per challenge
 */
public record Folded(
        @Nullable SubjectState state,
        Course course,
        @Nullable Ruling ruling,
        @Nullable EmailVerified proof) {
    /** What kind of thing happened, for the metrics. */
    public enum Course {
        OPENED,
        DUPLICATE_OPENING,
        STALE_OPENING,
        ERASED,
        UNLOCKED,
        REPLAYED,
        EVALUATED,
        REFUSED,
        ANSWERED_AGAIN
    }

    /** A verdict and the broker time it was reached at. */
    public record Ruling(Verdict verdict, long at) {}

    static Folded silently(@Nullable SubjectState state, Course course) {
        return new Folded(state, course, null, null);
    }

    static Folded saying(@Nullable SubjectState state, Course course, Verdict verdict, long at) {
        return new Folded(state, course, new Ruling(verdict, at), null);
    }
}
