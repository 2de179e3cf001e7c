package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.ChallengeState;
import dev.sixpost.schemas.OtpRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the pipeline refuses, as the problem of the contract. A reason it does not name is answered as unavailable. Pure. */
final class Rejections {
    private static final long LOCK_RETRY_SECONDS = Duration.ofHours(1).toSeconds();
    private static final long LIMIT_RETRY_SECONDS = 60;

    private static final Set<ProblemType> OF_REQUESTS = EnumSet.of(
            ProblemType.INVALID_REQUEST,
            ProblemType.UNKNOWN_APPLICATION,
            ProblemType.APPLICATION_DISABLED,
            ProblemType.PURPOSE_DISABLED,
            ProblemType.DOMAIN_NOT_ALLOWED,
            ProblemType.ADDRESS_NOT_ALLOWED,
            ProblemType.UNKNOWN_ACCOUNT,
            ProblemType.ALREADY_REGISTERED,
            ProblemType.RESEND_COOLDOWN,
            ProblemType.RATE_LIMITED,
            ProblemType.LOCKED,
            ProblemType.IDEMPOTENCY_MISMATCH);

    private static final Set<ProblemType> TIMED =
            EnumSet.of(ProblemType.RESEND_COOLDOWN, ProblemType.RATE_LIMITED, ProblemType.LOCKED);

    private Rejections() {}

    /** A refusal that is told again says how long it is from now. */
    static Problem of(Answer.Rejected rejected, Instant now) {
        Optional<ProblemType> type = ProblemType.ofWire(rejected.reason()).filter(OF_REQUESTS::contains);
        if (type.isEmpty()) {
            return Problem.unavailable();
        }
        if (type.get() == ProblemType.INVALID_REQUEST) {
            return Problem.invalid("/email", "Not an address this application sends mail to.");
        }
        Problem problem = Problem.of(type.get());
        return TIMED.contains(type.get())
                ? problem.retryAfter(
                        left(orElse(rejected.retryAfterSeconds(), LIMIT_RETRY_SECONDS), rejected.at(), now))
                : problem;
    }

    /**
     * @param challenge what the view holds of the challenge the verdict names
     */
    static Problem of(OtpRefused refused, Optional<ChallengeState> challenge, Instant now) {
        return switch (refused.reason()) {
            case "invalid-request" -> Problem.invalid("/code", "Not the right number of digits.");
            case "locked" ->
                Problem.of(ProblemType.LOCKED).retryAfter(orElse(refused.retryAfterSeconds(), LOCK_RETRY_SECONDS));
            case "code-incorrect" -> {
                Integer left = refused.attemptsRemaining();
                yield Problem.of(ProblemType.CODE_INCORRECT).with("attemptsRemaining", left == null ? 0 : left);
            }
            case "too-many-attempts" -> tooManyAttempts(challenge, now);
            case "code-expired" -> Problem.of(ProblemType.CODE_EXPIRED);
            case "no-active-code" -> Problem.of(ProblemType.NO_ACTIVE_CODE);
            case "idempotency-mismatch" -> Problem.of(ProblemType.IDEMPOTENCY_MISMATCH);
            default -> Problem.unavailable();
        };
    }

    private static Problem tooManyAttempts(Optional<ChallengeState> challenge, Instant now) {
        Instant resendAt = challenge
                .map(ChallengeState::issue)
                .map(ChallengeState.Issue::resendAt)
                .filter(now::isBefore)
                .orElse(now);
        return Problem.of(ProblemType.TOO_MANY_ATTEMPTS)
                .with("resendAt", resendAt)
                .retryAfter(Duration.between(now, resendAt).plusMillis(999).toSeconds());
    }

    private static long left(long seconds, Instant since, Instant now) {
        return Math.max(0, seconds - Math.max(0, Duration.between(since, now).toSeconds()));
    }

    private static long orElse(@Nullable Long seconds, long otherwise) {
        return seconds == null ? otherwise : seconds;
    }
}
