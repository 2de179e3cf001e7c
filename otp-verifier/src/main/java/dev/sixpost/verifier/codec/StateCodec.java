package dev.sixpost.verifier.codec;

import dev.sixpost.verifier.fold.Answers;
import dev.sixpost.verifier.fold.Budget;
import dev.sixpost.verifier.fold.Challenges;
import dev.sixpost.verifier.fold.Position;
import dev.sixpost.verifier.fold.SubjectState;
import dev.sixpost.verifier.fold.Superseded;
import java.nio.BufferUnderflowException;
import java.util.List;

/**
 * The stored form of a state: a version byte, then from when on the entry is finished, in a fixed place so that looking
 * for finished entries reads nothing else, then the rest. Every version that was ever written stays readable. Times
 * are whole milliseconds.
 */
public final class StateCodec {
    private static final int FIRST_VERSION = 1;
    private static final int VERSION = 2;

    private StateCodec() {}

    public static byte[] encode(SubjectState state) {
        Out out = new Out().octet(VERSION).fixed(state.finishedAt());
        out.text(state.application()).text(state.email());
        out.number(state.position().offset()).signed(state.position().timestamp());
        out.signed(state.firstVerifiedAt());
        Budget budget = state.budget();
        out.number(budget.perDay()).number(budget.failures().size());
        long previous = 0;
        for (long failure : budget.failures()) {
            out.signed(failure - previous);
            previous = failure;
        }
        Challenges challenges = state.challenges();
        out.number(challenges.current().size());
        challenges.current().forEach(challenge -> ChallengeForm.write(out, challenge));
        out.number(challenges.superseded().size());
        challenges.superseded().forEach(past -> out.id(past.challengeId()).signed(past.forgottenAt()));
        out.number(state.answers().all().size());
        state.answers().all().forEach(answer -> AnswerForm.write(out, answer));
        return out.bytes();
    }

    /** A {@link NewerStateException} where a newer version wrote it, a {@link BrokenStateException} where it is no state. */
    public static SubjectState decode(byte[] bytes) {
        try {
            In in = new In(bytes);
            int version = in.octet();
            if (version > VERSION) {
                throw new NewerStateException();
            }
            if (version < FIRST_VERSION) {
                throw new BrokenStateException();
            }
            in.fixed();
            SubjectState state = state(in, version);
            in.end();
            return state;
        } catch (BufferUnderflowException e) {
            throw new BrokenStateException();
        }
    }

    /** {@link SubjectState#finishedAt} of a stored state. */
    public static long finishedAt(byte[] bytes) {
        try {
            In in = new In(bytes);
            in.octet();
            return in.fixed();
        } catch (BufferUnderflowException e) {
            throw new BrokenStateException();
        }
    }

    private static SubjectState state(In in, int version) {
        String application = in.text();
        String email = in.text();
        Position position = new Position(in.number(), in.signed());
        long firstVerifiedAt = in.signed();
        int perDay = in.small();
        long[] previous = {0};
        List<Long> failures = in.list(() -> previous[0] += in.signed());
        Challenges challenges = new Challenges(
                in.list(() -> ChallengeForm.read(in, application, email, version)),
                in.list(() -> new Superseded(in.id(), in.signed())));
        Answers answers = new Answers(in.list(() -> AnswerForm.read(in, application, email)));
        return new SubjectState(
                application, email, position, firstVerifiedAt, new Budget(perDay, failures), challenges, answers);
    }
}
