package dev.sixpost.verifier.fold;

import org.jspecify.annotations.Nullable;

/**
 * The verifier: what a record of the log does to what is known of its address. A pure function, so that a replay of the
 * log gives the same verdicts. For one thread per instance only because a {@link Comparer} may count.
 */
public final class Fold {
    private final Openings openings = new Openings();
    private final Guesses guesses;

    public Fold(Comparer comparer) {
        this.guesses = new Guesses(comparer);
    }

    /**
     * The state after the record, and what it says.
     *
     * @param before null where nothing is known of the address
     */
    public Folded fold(@Nullable SubjectState before, Entry entry) {
        boolean replayed = before != null && entry.position().isAtOrBefore(before.position());
        return switch (entry) {
            case Entry.Opening opening when replayed -> Folded.silently(before, Folded.Course.REPLAYED);
            case Entry.Opening opening -> openings.fold(before, opening);
            case Entry.Command command -> guesses.fold(before, command, replayed);
            case Entry.Erasure erasure when replayed -> Folded.silently(before, Folded.Course.REPLAYED);
            case Entry.Erasure erasure -> Folded.silently(null, Folded.Course.ERASED);
            case Entry.Unlock unlock when replayed -> Folded.silently(before, Folded.Course.REPLAYED);
            case Entry.Unlock unlock -> Folded.silently(unlocked(before, unlock), Folded.Course.UNLOCKED);
        };
    }

    /** Failures so far count no longer; the attempts of each challenge do. */
    private static @Nullable SubjectState unlocked(@Nullable SubjectState before, Entry.Unlock unlock) {
        return before == null
                ? null
                : before.with(before.budget().withoutFailures()).at(unlock.position());
    }
}
