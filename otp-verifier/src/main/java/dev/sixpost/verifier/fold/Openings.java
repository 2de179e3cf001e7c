package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the opening of a challenge does to a state. */
final class Openings {
    /**
     * No request leads to a mail this long after it. An opening that comes later can only be a duplicate of one that is
     * forgotten: every opening is remembered for longer.
     */
    private static final long STALE_MILLIS = Duration.ofHours(1).toMillis();

    Folded fold(@Nullable SubjectState before, Entry.Opening entry) {
        ChallengeOpened opened = entry.opened();
        if (before != null && before.challenges().know(opened.challengeId())) {
            return Folded.silently(before, Folded.Course.DUPLICATE_OPENING);
        }
        if (entry.time() > opened.requestedAt().toEpochMilli() + STALE_MILLIS) {
            return Folded.silently(before, Folded.Course.STALE_OPENING);
        }
        SubjectState state = before == null ? unknown(opened, entry.position()) : before.without(entry.time());
        SubjectState after = state.at(entry.position())
                .with(state.budget().withLimit(opened.failuresPerDay()))
                .with(state.challenges().opened(new Challenge(opened, entry.time(), 0, false)));
        return Folded.silently(after, Folded.Course.OPENED);
    }

    private static SubjectState unknown(ChallengeOpened opened, Position position) {
        return new SubjectState(
                opened.application(),
                opened.email(),
                position,
                0,
                new Budget(opened.failuresPerDay(), List.of()),
                Challenges.NONE,
                Answers.NONE);
    }
}
