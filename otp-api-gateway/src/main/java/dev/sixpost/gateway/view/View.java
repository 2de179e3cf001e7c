package dev.sixpost.gateway.view;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests and challenges as seen on the topics, by id; bounded by count and age. Read by any thread. Holds no address,
 * only what may be shown of one. A request and the challenge it opened share the names of their application and subject:
 * there may be {@code OTP_VIEW_ENTRIES} of them.
 */
public final class View {
    /** How long an Idempotency-Key stands for its request. */
    public static final Duration KEPT = Duration.ofHours(24);

    private final Map<Id, RequestState> requests = new ConcurrentHashMap<>();
    private final Expected expected = new Expected();
    private final Map<Id, ChallengeState> challenges = new ConcurrentHashMap<>();
    private final Newest newest = new Newest();
    private final Erasures erasures = new Erasures();
    private final Retention retention;
    private final Watches watches;

    public View(int maxEntries, Watches watches) {
        this.retention = new Retention(maxEntries, KEPT);
        this.watches = watches;
    }

    public Optional<RequestState> request(String id) {
        return Optional.ofNullable(requests.get(Id.of(id)));
    }

    public Optional<ChallengeState> challenge(String id) {
        return Optional.ofNullable(challenges.get(Id.of(id)));
    }

    /** Of the challenge that is current, where one is known. */
    public OptionalInt codeLength(String application, String subject, Purpose purpose) {
        ChallengeState.Issue issue = newest.of(new Newest.Owner(application, Id.of(subject), purpose))
                .map(challenges::get)
                .map(ChallengeState::issue)
                .orElse(null);
        return issue == null ? OptionalInt.empty() : OptionalInt.of(issue.codeLength());
    }

    /** While a request is on its way only an outcome for its owner is believed, though Kafka has not confirmed it yet. */
    public Expected.Waiting expecting(String requestId, RequestState request) {
        return expected.add(Id.of(requestId), request);
    }

    /** Kafka has confirmed a request of this instance: from now on only an outcome for its owner is believed. */
    public synchronized void accepted(String requestId, RequestState request, Instant at) {
        Id id = Id.of(requestId);
        RequestState before = requests.get(id);
        requests.compute(
                id, (_, known) -> known != null && known.asksAs(request) ? known.accepted(at) : request.accepted(at));
        if (before == null) {
            remember(Retention.Kind.REQUEST, id, at);
        }
    }

    public synchronized Optional<Dropped> outcome(OtpOutcome event, String eventId, Instant at) {
        String subject = Subject.of(event.application(), event.email());
        if (erasures.cover(event.application(), subject, at)) {
            return Optional.of(Dropped.ERASED);
        }
        Id id = Id.of(event.requestId());
        RequestState seen = requests.get(id);
        RequestState owner = expected.or(id, seen);
        if (owner != null && !owner.asksFor(event.application(), Id.of(subject), event.purpose())) {
            return Optional.of(Dropped.FOREIGN);
        }
        RequestState known =
                seen != null && seen.asksFor(event.application(), Id.of(subject), event.purpose()) ? seen : null;
        Answer before = known == null ? null : known.answer();
        if (before != null
                && !before.invitesRepetition()
                && at.isBefore(before.at().plus(KEPT))) {
            return Optional.of(same(before, event) ? Dropped.DUPLICATE : Dropped.DOUBLE);
        }
        RequestState asked = owner != null
                ? owner
                : new RequestState(event.application(), subject, event.purpose(), EmailAddress.mask(event.email()));
        Answer answer = switch (event) {
            case OtpIssued issued -> issued(issued, asked, eventId, at);
            case OtpRejected rejected -> new Answer.Rejected(rejected.reason(), rejected.retryAfterSeconds(), at);
        };
        if (answer == null) {
            return Optional.of(Dropped.FOREIGN);
        }
        boolean absent = !requests.containsKey(id);
        requests.compute(id, (_, now) -> (now != null && now.asksAs(asked) ? now : asked).answered(answer));
        if (absent) {
            remember(Retention.Kind.REQUEST, id, at);
        }
        watches.changed(event.requestId());
        return Optional.empty();
    }

    private static boolean same(Answer before, OtpOutcome event) {
        return switch (before) {
            case Answer.Issued issued ->
                event instanceof OtpIssued again && Id.of(again.challengeId()).equals(issued.challenge());
            case Answer.Rejected rejected ->
                event instanceof OtpRejected again && again.reason().equals(rejected.reason());
        };
    }

    /** Null where the challenge is known to be somebody else's. */
    private @Nullable Answer issued(OtpIssued event, RequestState asked, String eventId, Instant at) {
        Id id = Id.of(event.challengeId());
        ChallengeState known = challengeOf(id, asked.application(), asked.subjectId(), at);
        if (!known.belongsTo(asked.application(), asked.subjectId())) {
            if (known.issue() != null) {
                return null;
            }
            // What came before the issue spoke for somebody else, and nobody vouches for it.
            known = ChallengeState.unseen(asked.application(), asked.subjectId());
        }
        ChallengeState after = known.issued(event, asked.maskedEmail(), eventId, at);
        challenges.put(id, after);
        // An outcome that is said again after its code has expired says nothing about who leads.
        if (at.isBefore(event.expiresAt())) {
            newest.seen(new Newest.Owner(asked.application(), asked.subjectId(), asked.purpose()), id, at)
                    .ifPresent(superseded -> superseded(superseded, eventId));
        }
        watches.changed(event.challengeId());
        return new Answer.Issued(
                id,
                event.codeLength(),
                event.expiresAt().toEpochMilli(),
                event.resendAt().toEpochMilli(),
                after.attemptsRemainingAt(at, event.maxAttempts()),
                at.toEpochMilli());
    }

    private void superseded(Newest.Superseded loser, String eventId) {
        challenges.computeIfPresent(loser.challenge(), (_, challenge) -> challenge.superseded(eventId, loser.at()));
        watches.changed(loser.challenge().text());
    }

    public synchronized Optional<Dropped> delivery(Delivery event, String subject, String eventId, Instant at) {
        return seen(
                event.challengeId(), event.application(), subject, at, known -> known.delivered(event, eventId, at));
    }

    public synchronized Optional<Dropped> verdict(
            Verdict event, String challengeId, String subject, String eventId, Instant at) {
        return seen(challengeId, event.application(), subject, at, known -> known.judged(event, eventId, at));
    }

    /** Nothing of before is shown any more; what came since may be known already. Looks at all there is: somebody is erased now and then. */
    synchronized Optional<Dropped> erased(AddressErased event, Instant at) {
        String subject = Subject.of(event.application(), event.email());
        erasures.add(event.application(), subject, at);
        Id whose = Id.of(subject);
        List<Id> past = challenges.entrySet().stream()
                .filter(entry -> entry.getValue().isOf(event.application(), whose, at))
                .map(Map.Entry::getKey)
                .toList();
        past.forEach(this::forget);
        requests.values().removeIf(request -> request.isOf(event.application(), whose, at));
        past.forEach(id -> watches.changed(id.text()));
        return Optional.empty();
    }

    private Optional<Dropped> seen(
            String challengeId, String application, String subject, Instant at, UnaryOperator<ChallengeState> change) {
        if (erasures.cover(application, subject, at)) {
            return Optional.of(Dropped.ERASED);
        }
        Id id = Id.of(challengeId);
        Id whose = Id.of(subject);
        ChallengeState before = challengeOf(id, application, whose, at);
        if (!before.belongsTo(application, whose)) {
            return Optional.of(Dropped.FOREIGN);
        }
        ChallengeState after = change.apply(before);
        if (after.equals(before)) {
            return Optional.of(Dropped.DUPLICATE);
        }
        challenges.put(id, after);
        watches.changed(challengeId);
        return Optional.empty();
    }

    private ChallengeState challengeOf(Id id, String application, Id subject, Instant at) {
        ChallengeState known = challenges.get(id);
        if (known != null) {
            return known;
        }
        ChallengeState unseen = ChallengeState.unseen(application, subject);
        challenges.put(id, unseen);
        remember(Retention.Kind.CHALLENGE, id, at);
        return unseen;
    }

    private void remember(Retention.Kind kind, Id id, Instant at) {
        for (Retention.Entry gone : retention.remember(new Retention.Entry(kind, id, at))) {
            switch (gone.kind()) {
                case REQUEST -> requests.remove(gone.id());
                case CHALLENGE -> forget(gone.id());
            }
        }
    }

    private void forget(Id challenge) {
        ChallengeState gone = challenges.remove(challenge);
        ChallengeState.Issue issue = gone == null ? null : gone.issue();
        if (gone != null && issue != null) {
            newest.forget(new Newest.Owner(gone.application(), gone.subjectId(), issue.purpose()), challenge);
        }
    }

    public int size() {
        return requests.size() + challenges.size();
    }
}
