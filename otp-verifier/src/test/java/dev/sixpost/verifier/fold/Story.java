package dev.sixpost.verifier.fold;

import static java.util.Objects.requireNonNull;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.verifier.codec.StateCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address's log, written record by record; each state goes through its stored form on the way to the next. */
public final class Story {
    public static final String APPLICATION = "acme";
    public static final String EMAIL = "ada@example.com";
    public static final long START = 1_800_000_000_000L;

    private final Counting comparer = new Counting();
    private final Fold fold = new Fold(comparer);
    private final List<EmailVerified> proofs = new ArrayList<>();
    private @Nullable SubjectState state;
    private @Nullable Folded last;
    private long now = START;
    private long offset;
    private int commands;

    /** The right guess for a challenge is {@code key.code-of-<id>}, the right link {@code key.link-of-<id>}. */
    static final class Counting implements Comparer {
        private int comparisons;

        @Override
        public boolean canJudge(String guess) {
            return !guess.startsWith("unknown.");
        }

        @Override
        public boolean isCodeOf(ChallengeOpened challenge, String guess) {
            comparisons++;
            return guess.endsWith(".code-of-" + challenge.challengeId());
        }

        @Override
        public boolean isLinkOf(ChallengeOpened challenge, String guess) {
            comparisons++;
            return guess.endsWith(".link-of-" + challenge.challengeId());
        }
    }

    Story after(Duration time) {
        now += time.toMillis();
        return this;
    }

    Story opens(ChallengeOpened opened) {
        put(new Entry.Opening(next(), now, opened));
        return this;
    }

    Story erases() {
        put(new Entry.Erasure(next()));
        return this;
    }

    Story unlocks() {
        put(new Entry.Unlock(next()));
        return this;
    }

    Verdict guesses(String guess) {
        return guesses("command-" + ++commands, Purpose.SIGNUP, new Presented.Code(guess, 0));
    }

    Verdict guesses(String id, String guess) {
        return guesses(id, Purpose.SIGNUP, new Presented.Code(guess, 0));
    }

    Verdict guesses(Purpose purpose, String guess) {
        return guesses("command-" + ++commands, purpose, new Presented.Code(guess, 0));
    }

    Verdict presents(Presented presented) {
        return guesses("command-" + ++commands, Purpose.SIGNUP, presented);
    }

    Verdict guesses(String id, Purpose purpose, Presented presented) {
        put(command(next(), now, id, purpose, presented));
        return requireNonNull(requireNonNull(last).ruling()).verdict();
    }

    Verdict wrong() {
        return guesses("key.wrong");
    }

    Verdict right(String challengeId) {
        return guesses("key.code-of-" + challengeId);
    }

    Verdict link(String challengeId) {
        return presents(new Presented.Link(challengeId, "key.link-of-" + challengeId));
    }

    static Entry.Command command(Position at, long time, String id, Purpose purpose, Presented presented) {
        return new Entry.Command(at, time, id, APPLICATION, EMAIL, purpose, false, presented);
    }

    /** A record as it stands, wherever on the log it says it is. */
    Folded put(Entry entry) {
        Folded folded = fold.fold(state, entry);
        SubjectState after = folded.state();
        state = after == null ? null : StateCodec.decode(StateCodec.encode(after));
        last = folded;
        if (folded.proof() != null) {
            proofs.add(folded.proof());
        }
        return folded;
    }

    Position next() {
        return new Position(offset++, now);
    }

    long now() {
        return now;
    }

    int comparisons() {
        return comparer.comparisons;
    }

    List<EmailVerified> proofs() {
        return proofs;
    }

    Folded last() {
        return requireNonNull(last);
    }

    @Nullable
    SubjectState state() {
        return state;
    }

    /** {@code verified}, or the reason with the attempts that remain where it says so. */
    static String told(Verdict verdict) {
        return switch (verdict) {
            case OtpVerified verified -> "verified";
            case OtpRefused refused ->
                refused.reason() + (refused.attemptsRemaining() == null ? "" : " " + refused.attemptsRemaining());
        };
    }
}
