package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command does to a state: it is answered as it was before, or decided. */
final class Guesses {
    private final Comparer comparer;
    private final CodeRules codes;
    private final LinkRules links;

    Guesses(Comparer comparer) {
        this.comparer = comparer;
        this.codes = new CodeRules(comparer);
        this.links = new LinkRules(comparer);
    }

    Folded fold(@Nullable SubjectState state, Entry.Command command, boolean replayed) {
        if (state == null || !state.application().equals(command.application())) {
            Decision.Refused refused = Decision.Refused.because(
                    command.presented() instanceof Presented.Malformed
                            ? Reason.INVALID_REQUEST
                            : Reason.NO_ACTIVE_CODE);
            return Folded.saying(
                    state, Folded.Course.REFUSED, Verdicts.refused(command, command.email(), refused), command.time());
        }
        Optional<Answer> known = state.answers().find(Fingerprint.of(command.id()), command.time());
        if (known.isPresent()) {
            return again(state, command, known.get());
        }
        if (replayed) {
            return Folded.silently(state, Folded.Course.REPLAYED);
        }
        return applied(state, command, decide(state, command));
    }

    private Decision decide(SubjectState state, Entry.Command command) {
        return switch (command.presented()) {
            case Presented.Code code -> codes.decide(state, command.purpose(), code, command.time());
            case Presented.Link link -> links.decide(state, command, link);
            case Presented.Malformed malformed -> Decision.Refused.because(Reason.INVALID_REQUEST);
        };
    }

    private Folded again(SubjectState state, Entry.Command command, Answer known) {
        return isSameGuess(state, command.presented(), known)
                ? Folded.saying(state, Folded.Course.ANSWERED_AGAIN, known.verdict(), known.at())
                : Folded.saying(
                        state,
                        Folded.Course.REFUSED,
                        Verdicts.refused(command, state.email(), Decision.Refused.because(Reason.IDEMPOTENCY_MISMATCH)),
                        command.time());
    }

    /**
     * After a rotation the same digits come as another guess. A refusal may then be given again, it tells nothing; a
     * success only to whoever has the right guess by the other key as well.
     */
    private boolean isSameGuess(SubjectState state, Presented presented, Answer known) {
        if (known.guess().equals(GuessPrint.ofGuess(presented))) {
            return true;
        }
        if (known.key().equals(GuessPrint.ofKey(presented))) {
            return false;
        }
        return switch (known.verdict()) {
            case OtpVerified verified ->
                state.challenges()
                        .byId(verified.challengeId())
                        .filter(challenge -> isRight(challenge, presented))
                        .isPresent();
            case dev.sixpost.schemas.OtpRefused refused -> true;
        };
    }

    private boolean isRight(Challenge challenge, Presented presented) {
        return switch (presented) {
            case Presented.Code code ->
                comparer.canJudge(code.guess()) && comparer.isCodeOf(challenge.opened(), code.guess());
            case Presented.Link link ->
                comparer.canJudge(link.guess()) && comparer.isLinkOf(challenge.opened(), link.guess());
            case Presented.Malformed malformed -> false;
        };
    }

    private static Folded applied(SubjectState state, Entry.Command command, Decision decision) {
        SubjectState next = state.without(command.time()).at(command.position());
        return switch (decision) {
            case Decision.Refused refused -> refused(state, next, command, refused);
            case Decision.Wrong wrong -> {
                Budget budget = next.budget().withFailure(command.time());
                Verdict verdict = Verdicts.incorrect(command, wrong.charged(), budget);
                yield Folded.saying(
                        next.with(next.challenges().changed(wrong.charged()))
                                .with(budget)
                                .with(answer(command, wrong.charged().forgottenAt(), true, verdict)),
                        Folded.Course.EVALUATED,
                        verdict,
                        command.time());
            }
            case Decision.Right right -> {
                OtpVerified verdict = Verdicts.verified(right, command.time());
                SubjectState after = next.with(next.challenges().changed(right.charged()))
                        .verifiedAt(command.time())
                        .with(answer(command, right.charged().forgottenAt(), true, verdict));
                yield new Folded(
                        after,
                        Folded.Course.EVALUATED,
                        new Folded.Ruling(verdict, command.time()),
                        Verdicts.proof(right, state.firstVerifiedAt(), command.time()));
            }
        };
    }

    /** A service that lacks a key must be able to answer the same command once it has it. */
    private static Folded refused(
            SubjectState before, SubjectState next, Entry.Command command, Decision.Refused refused) {
        Verdict verdict = Verdicts.refused(command, before.email(), refused);
        boolean remembered = refused.reason() != Reason.UNAVAILABLE;
        SubjectState after = remembered
                ? next.with(answer(command, command.time() + Challenge.AFTERLIFE_MILLIS, false, verdict))
                : before;
        return Folded.saying(after, Folded.Course.REFUSED, verdict, command.time());
    }

    private static Answer answer(Entry.Command command, long forgottenAt, boolean evaluated, Verdict verdict) {
        return new Answer(
                Fingerprint.of(command.id()),
                GuessPrint.ofKey(command.presented()),
                GuessPrint.ofGuess(command.presented()),
                command.time(),
                Math.max(forgottenAt, command.time() + Challenge.AFTERLIFE_MILLIS),
                evaluated,
                verdict);
    }
}
