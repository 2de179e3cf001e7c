package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.view.Answer;
import dev.sixpost.gateway.view.ChallengeState;
import dev.sixpost.gateway.view.DeliveryState;
import dev.sixpost.gateway.view.Progress;
import dev.sixpost.gateway.view.RequestState;
import dev.sixpost.gateway.view.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request's status is at a moment. Pure.
 *
 * @param name the one word that it is
 * @param over whether nothing more will come
 * @param changesAt when it changes by itself, where it does
 */
record Status(
        String name,
        Map<String, Object> body,
        boolean over,
        @Nullable Instant changesAt) {
    static Status of(String id, RequestState request, Optional<ChallengeState> challenge, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        Answer answer = request.answer();
        ChallengeState.Issue issue = challenge.map(ChallengeState::issue).orElse(null);
        Instant endsAt = issue == null ? null : issue.endsAt();
        String status = status(answer, challenge, endsAt, now);
        body.put("id", id);
        body.put("status", status);
        body.put(
                "delivery",
                challenge
                        .map(known -> known.delivery(now))
                        .orElse(DeliveryState.PENDING)
                        .wire());
        body.put("application", request.application());
        body.put("purpose", request.purpose().wire());
        body.put("email", request.maskedEmail());
        if (answer instanceof Answer.Rejected rejected) {
            body.put("reason", rejected.reason());
            Long wait = Rejections.of(rejected, now).retryAfterSeconds();
            if (wait != null) {
                body.put("retryAfterSeconds", wait);
            }
        }
        if (challenge.isPresent() && issue != null) {
            body.put("codeLength", issue.codeLength());
            body.put("expiresAt", issue.expiresAt().toString());
            Instant linkExpiresAt = issue.linkExpiresAt();
            if (linkExpiresAt != null) {
                body.put("linkExpiresAt", linkExpiresAt.toString());
            }
            body.put("resendAt", issue.resendAt().toString());
            body.put("attemptsRemaining", challenge.get().attemptsRemaining());
        }
        body.put("timeline", timeline(request, challenge, status.equals("expired") ? endsAt : null));
        boolean live = status.equals("accepted") || status.equals("issued");
        return new Status(status, body, !live, live ? changesAt(challenge, endsAt, now) : null);
    }

    private static @Nullable Instant changesAt(
            Optional<ChallengeState> challenge, @Nullable Instant endsAt, Instant now) {
        return challenge
                .flatMap(ChallengeState::lateAt)
                .filter(now::isBefore)
                .filter(lateAt -> endsAt == null || lateAt.isBefore(endsAt))
                .orElse(endsAt);
    }

    private static String status(
            @Nullable Answer answer, Optional<ChallengeState> challenge, @Nullable Instant endsAt, Instant now) {
        return switch (answer) {
            case null -> "accepted";
            case Answer.Rejected _ -> "rejected";
            case Answer.Issued _ ->
                switch (challenge.map(ChallengeState::progress).orElse(Progress.LIVE)) {
                    case LIVE -> endsAt != null && !now.isBefore(endsAt) ? "expired" : "issued";
                    case VERIFIED -> "verified";
                    case EXHAUSTED -> "exhausted";
                    case SUPERSEDED -> "superseded";
                };
        };
    }

    /** In the order of time: what others have asked of the same challenge may have come first. */
    private static List<Map<String, Object>> timeline(
            RequestState request, Optional<ChallengeState> challenge, @Nullable Instant expiredAt) {
        List<TimelineEntry> entries = new ArrayList<>();
        Instant heard = request.acceptedAt();
        if (heard != null) {
            entries.add(entry("accepted", acceptedAt(heard, request.answer()), Map.of()));
        }
        if (request.answer() instanceof Answer.Rejected rejected) {
            entries.add(entry("rejected", rejected.at(), Map.of("reason", rejected.reason())));
        }
        challenge.map(ChallengeState::timeline).ifPresent(entries::addAll);
        if (expiredAt != null) {
            entries.add(entry("expired", expiredAt, Map.of()));
        }
        return entries.stream()
                .sorted(Comparator.comparingLong(TimelineEntry::atMillis))
                .map(Status::line)
                .toList();
    }

    /** Before its answer, though this instance may hear of both at once. */
    private static Instant acceptedAt(Instant heard, @Nullable Answer answer) {
        return answer == null || heard.isBefore(answer.at()) ? heard : answer.at();
    }

    private static TimelineEntry entry(String event, Instant at, Map<String, Object> details) {
        return TimelineEntry.of(event, event, at, details);
    }

    private static Map<String, Object> line(TimelineEntry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", entry.event());
        line.put("at", entry.at().toString());
        line.putAll(entry.details());
        return line;
    }
}
