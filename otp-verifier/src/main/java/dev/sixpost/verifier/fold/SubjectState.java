package dev.sixpost.verifier.fold;

import java.time.Duration;

/**
 * All that is known of one address of one application.
 *
 * @param email canonical
 * @param position of the last record that changed it
 * @param firstVerifiedAt the first success seen here, in milliseconds; 0 for none yet
 */
public record SubjectState(
        String application,
        String email,
        Position position,
        long firstVerifiedAt,
        Budget budget,
        Challenges challenges,
        Answers answers) {
    /** What is forgotten is kept this much longer, for commands that their move dated back. */
    private static final long SLACK_MILLIS = Duration.ofHours(1).toMillis();

    /** From this stream time on nothing in it can change a verdict any more. */
    public long finishedAt() {
        long last = Math.max(challenges.finishedAt(), Math.max(budget.finishedAt(), answers.finishedAt()));
        return last + SLACK_MILLIS;
    }

    SubjectState without(long time) {
        long forgottenBy = time - SLACK_MILLIS;
        return new SubjectState(
                application,
                email,
                position,
                firstVerifiedAt,
                budget.without(forgottenBy),
                challenges.without(forgottenBy),
                answers.without(forgottenBy));
    }

    SubjectState at(Position now) {
        return new SubjectState(application, email, now, firstVerifiedAt, budget, challenges, answers);
    }

    SubjectState with(Budget changed) {
        return new SubjectState(application, email, position, firstVerifiedAt, changed, challenges, answers);
    }

    SubjectState with(Challenges changed) {
        return new SubjectState(application, email, position, firstVerifiedAt, budget, changed, answers);
    }

    SubjectState with(Answer answer) {
        return new SubjectState(
                application, email, position, firstVerifiedAt, budget, challenges, answers.with(answer));
    }

    SubjectState verifiedAt(long time) {
        long first = firstVerifiedAt == 0 ? time : firstVerifiedAt;
        return new SubjectState(application, email, position, first, budget, challenges, answers);
    }

    /** An address is not for logs. */
    @Override
    public String toString() {
        return "SubjectState[application=" + application + ", position=" + position + "]";
    }
}
