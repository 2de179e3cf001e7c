package dev.sixpost.verifier.fold;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The events a decision is published as. */
final class Verdicts {
    private Verdicts() {}

    static OtpRefused refused(Entry.Command command, @Nullable String email, Decision.Refused refused) {
        Challenge about = refused.about();
        return new OtpRefused(
                command.application(),
                email,
                about != null ? about.opened().purpose() : statedPurpose(command),
                about == null ? null : about.id(),
                refused.reason().wire(),
                refused.attemptsRemaining(),
                refused.retryAfterSeconds());
    }

    /** The failure that uses up the budget says for how long, so that whoever mails codes knows at once. */
    static OtpRefused incorrect(Entry.Command command, Challenge charged, Budget budget) {
        int limit = charged.opened().failuresPerDay();
        Long locked = budget.isSpent(limit, command.time()) ? budget.secondsUntilFree(limit, command.time()) : null;
        return new OtpRefused(
                command.application(),
                charged.opened().email(),
                charged.opened().purpose(),
                charged.id(),
                Reason.CODE_INCORRECT.wire(),
                charged.attemptsRemaining(),
                locked);
    }

    static OtpVerified verified(Decision.Right right, long time) {
        ChallengeOpened opened = right.charged().opened();
        return new OtpVerified(
                opened.application(),
                opened.email(),
                opened.purpose(),
                opened.challengeId(),
                opened.requestId(),
                opened.accountId(),
                Instant.ofEpochMilli(time),
                right.method());
    }

    /** @param knownFirst the first success seen for the address here, 0 for none: its issuer may not have known of it */
    static EmailVerified proof(Decision.Right right, long knownFirst, long time) {
        ChallengeOpened opened = right.charged().opened();
        return new EmailVerified(
                opened.application(),
                opened.email(),
                opened.purpose(),
                opened.accountId(),
                opened.challengeId(),
                opened.requestedAt(),
                Instant.ofEpochMilli(time),
                !opened.verifiedBefore() && knownFirst == 0,
                firstVerifiedAt(opened, knownFirst, time),
                right.method(),
                opened.attributes(),
                opened.metadata(),
                opened.test());
    }

    private static Instant firstVerifiedAt(ChallengeOpened opened, long knownFirst, long time) {
        Instant here = Instant.ofEpochMilli(knownFirst == 0 ? time : knownFirst);
        Instant told = opened.firstVerifiedAt();
        return told != null && told.isBefore(here) ? told : here;
    }

    private static @Nullable Purpose statedPurpose(Entry.Command command) {
        return command.anyPurpose() ? null : command.purpose();
    }
}
