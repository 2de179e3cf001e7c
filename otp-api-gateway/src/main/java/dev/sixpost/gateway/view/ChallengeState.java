package dev.sixpost.gateway.view;

import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of one challenge. The topics are read side by side, so its events come in any order across topics;
 * the outcome is the same. Pure.
 *
 * @param issue absent while only later events have been seen
 */
public record ChallengeState(
        String application,
        Id subjectId,
        @Nullable Issue issue,
        Progress progress,
        int attemptsRemaining,
        Mails mails,
        List<TimelineEntry> timeline) {

    /**
     * What the issue said.
     *
     * @param expiresMillis of the code
     * @param linkExpiresMillis none without a link
     */
    public record Issue(
            Purpose purpose,
            String maskedEmail,
            int codeLength,
            long expiresMillis,
            long linkExpiresMillis,
            long resendMillis,
            long atMillis) {
        public Issue(
                Purpose purpose,
                String maskedEmail,
                int codeLength,
                Instant expiresAt,
                @Nullable Instant linkExpiresAt,
                Instant resendAt,
                Instant at) {
            this(
                    purpose,
                    maskedEmail,
                    codeLength,
                    expiresAt.toEpochMilli(),
                    Millis.of(linkExpiresAt),
                    resendAt.toEpochMilli(),
                    at.toEpochMilli());
        }

        public Instant expiresAt() {
            return Instant.ofEpochMilli(expiresMillis);
        }

        public @Nullable Instant linkExpiresAt() {
            return Millis.at(linkExpiresMillis);
        }

        public Instant resendAt() {
            return Instant.ofEpochMilli(resendMillis);
        }

        public Instant at() {
            return Instant.ofEpochMilli(atMillis);
        }

        /** The last moment anything opens the challenge. */
        public Instant endsAt() {
            return Instant.ofEpochMilli(Math.max(expiresMillis, linkExpiresMillis));
        }
    }

    private static final int MAX_TIMELINE = 40;
    private static final String REPLACED = "superseded";
    private static final String ATTEMPTS = "attemptsRemaining";

    static ChallengeState unseen(String application, Id subject) {
        return new ChallengeState(application, subject, null, Progress.LIVE, Integer.MAX_VALUE, Mails.NONE, List.of());
    }

    /** What became of the newest mail: also delayed where nothing has been heard of it for too long and somebody waits. */
    public DeliveryState delivery(Instant now) {
        boolean late = lateAt().filter(at -> !now.isBefore(at)).isPresent();
        return late ? DeliveryState.DELAYED : mails.newest();
    }

    /** When that is too long, unless something is heard before. */
    public Optional<Instant> lateAt() {
        return progress == Progress.LIVE ? mails.lateAt() : Optional.empty();
    }

    boolean belongsTo(String otherApplication, Id otherSubject) {
        return application.equals(otherApplication) && subjectId.equals(otherSubject);
    }

    /** The same, and of before that moment as far as is known. */
    boolean isOf(String otherApplication, Id otherSubject, Instant moment) {
        Issue known = issue;
        Instant begun = known != null
                ? known.at()
                : timeline.isEmpty() ? null : timeline.getFirst().at();
        return belongsTo(otherApplication, otherSubject) && (begun == null || begun.isBefore(moment));
    }

    /** {@code maskedEmail} is the event's address as the request that asked for it keeps it. */
    ChallengeState issued(OtpIssued event, String maskedEmail, String eventId, Instant at) {
        Issue before = issue;
        Issue after = new Issue(
                event.purpose(),
                maskedEmail,
                event.codeLength(),
                event.expiresAt(),
                event.linkExpiresAt(),
                before == null || before.resendAt().isBefore(event.resendAt()) ? event.resendAt() : before.resendAt(),
                before == null || at.isBefore(before.at()) ? at : before.at());
        return new ChallengeState(
                application,
                subjectId,
                after,
                progress,
                Math.min(attemptsRemaining, event.maxAttempts()),
                mails.issued(event.requestId(), at),
                line(eventId, event.resend() ? "resent" : "issued", at, Map.of()));
    }

    ChallengeState delivered(Delivery event, String eventId, Instant at) {
        DeliveryState told = switch (event) {
            case EmailSent _ -> DeliveryState.SENT;
            case EmailDelayed _ -> DeliveryState.DELAYED;
            case EmailFailed _ -> DeliveryState.FAILED;
        };
        Map<String, Object> details = switch (event) {
            case EmailSent _ -> Map.of();
            case EmailDelayed delayed ->
                Map.of("nextAttemptAt", delayed.nextAttemptAt().toString());
            case EmailFailed failed -> Map.of("reason", failed.reason(), "permanent", failed.permanent());
        };
        return new ChallengeState(
                application,
                subjectId,
                issue,
                progress,
                attemptsRemaining,
                mails.delivered(event.requestId(), told, at),
                line(eventId, told.wire(), at, details));
    }

    ChallengeState judged(Verdict event, String eventId, Instant at) {
        return switch (event) {
            case OtpVerified verified ->
                progressed(
                        Progress.VERIFIED,
                        attemptsRemaining,
                        line(eventId, "verified", verified.verifiedAt(), Map.of()));
            case OtpRefused refused when refused.reason().equals("code-incorrect") -> incorrect(refused, eventId, at);
            case OtpRefused refused
            when refused.reason().equals("too-many-attempts") ->
                progressed(wasLive(at) ? Progress.EXHAUSTED : progress, 0, timeline);
            case OtpRefused _ -> this;
        };
    }

    private ChallengeState incorrect(OtpRefused refused, String eventId, Instant at) {
        int left = refused.attemptsRemaining() == null ? attemptsRemaining : refused.attemptsRemaining();
        int remaining = Math.min(attemptsRemaining, left);
        return progressed(
                remaining == 0 && wasLive(at) ? Progress.EXHAUSTED : progress,
                remaining,
                line(eventId, "code-incorrect", at, Map.of(ATTEMPTS, left)));
    }

    /**
     * How many were left when a request for it was answered: guesses of later do not count, which a view that is filled in
     * behind may have seen before.
     */
    int attemptsRemainingAt(Instant answered, int maxAttempts) {
        return timeline.stream()
                .filter(line -> !line.at().isAfter(answered))
                .map(line -> line.details().get(ATTEMPTS))
                .filter(Integer.class::isInstance)
                .mapToInt(Integer.class::cast)
                .reduce(maxAttempts, Math::min);
    }

    /** A newer challenge has taken its place; one that is over stays what it was. */
    ChallengeState superseded(String eventId, Instant at) {
        Issue known = issue;
        if (progress != Progress.LIVE || known == null || !at.isBefore(known.endsAt())) {
            return this;
        }
        return progressed(Progress.SUPERSEDED, attemptsRemaining, line(eventId, REPLACED, at, Map.of()));
    }

    /** What replaced it may have been seen before what had ended it by then. */
    private boolean wasLive(Instant at) {
        return progress == Progress.LIVE
                || (progress == Progress.SUPERSEDED
                        && timeline.stream().anyMatch(line -> isReplacement(line) && at.isBefore(line.at())));
    }

    private static boolean isReplacement(TimelineEntry line) {
        return line.event().equals(REPLACED);
    }

    /** Whatever ended otherwise was not replaced. */
    private ChallengeState progressed(Progress next, int remaining, List<TimelineEntry> lines) {
        List<TimelineEntry> told = next == Progress.SUPERSEDED
                ? lines
                : lines.stream().filter(line -> !isReplacement(line)).toList();
        return new ChallengeState(application, subjectId, issue, next, remaining, mails, told);
    }

    /** Bounded: what happened first and what happened last stay. */
    private List<TimelineEntry> line(String eventId, String event, Instant at, Map<String, Object> details) {
        TimelineEntry line = TimelineEntry.of(eventId, event, at, details);
        if (timeline.stream().anyMatch(line::isAgain)) {
            return timeline;
        }
        List<TimelineEntry> lines = new ArrayList<>(timeline);
        int place = lines.size();
        while (place > 0 && lines.get(place - 1).at().isAfter(at)) {
            place--;
        }
        lines.add(place, line);
        if (lines.size() > MAX_TIMELINE) {
            lines.remove(MAX_TIMELINE / 2);
        }
        return List.copyOf(lines);
    }
}
