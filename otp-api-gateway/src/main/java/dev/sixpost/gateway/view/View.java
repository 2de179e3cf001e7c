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
import org.jspecify.annotations.Nullable;

/**
 * Requests and challenges as seen on the topics, by id; bounded by count and age. Read by any thread. Holds no address,
 * only what may be shown of one. A request and the challenge it opened share the names of their application and subject:
 * there may be {@code OTP_VIEW_ENTRIES} of them.
 */
public final class View {
    /** How long an Idempotency-Key stands for its request. */
    public static final Duration KEPT = Duration.ofHours(24);

    private record Owner(String application, String subject, Purpose purpose) {}

    private record Current(String challengeId, Instant at) {}

    private final Map<String, RequestState> requests = new ConcurrentHashMap<>();
    private final Map<String, ChallengeState> challenges = new ConcurrentHashMap<>();
    private final Map<Owner, Current> current = new ConcurrentHashMap<>();
    private final Erasures erasures = new Erasures();
    private final Retention retention;
    private final Watches watches;

    public View(int maxEntries, Watches watches) {
        this.retention = new Retention(maxEntries, KEPT);
        this.watches = watches;
    }

    public Optional<RequestState> request(String id) {
        return Optional.ofNullable(requests.get(id));
    }

    public Optional<ChallengeState> challenge(String id) {
        return Optional.ofNullable(challenges.get(id));
    }

    /** Of the challenge that is current, where one is known. */
    public OptionalInt codeLength(String application, String subject, Purpose purpose) {
        Current now = current.get(new Owner(application, subject, purpose));
        ChallengeState challenge = now == null ? null : challenges.get(now.challengeId());
        ChallengeState.Issue issue = challenge == null ? null : challenge.issue();
        return issue == null ? OptionalInt.empty() : OptionalInt.of(issue.codeLength());
    }

    /** Kafka has confirmed a request of this instance: from now on only an outcome for its owner is believed. */
    public void accepted(String requestId, RequestState request, Instant at) {
        RequestState before = requests.get(requestId);
        requests.compute(
                requestId,
                (id, known) ->
                        known != null && known.belongsTo(request.application(), request.subject(), request.purpose())
                                ? known.accepted(at)
                                : request.accepted(at));
        if (before == null) {
            remember(Retention.Kind.REQUEST, requestId, at);
        }
    }

    public synchronized Optional<Dropped> outcome(OtpOutcome event, String eventId, Instant at) {
        String subject = Subject.of(event.application(), event.email());
        if (erasures.cover(event.application(), subject, at)) {
            return Optional.of(Dropped.ERASED);
        }
        RequestState known = requests.get(event.requestId());
        if (known != null && !known.belongsTo(event.application(), subject, event.purpose())) {
            return Optional.of(Dropped.FOREIGN);
        }
        Answer before = known == null ? null : known.answer();
        if (before != null
                && !before.invitesRepetition()
                && at.isBefore(before.at().plus(KEPT))) {
            return Optional.of(same(before, event) ? Dropped.DUPLICATE : Dropped.DOUBLE);
        }
        RequestState asked = known != null
                ? known
                : new RequestState(
                        event.application(), subject, event.purpose(), EmailAddress.mask(event.email()), null, null);
        Answer answer = switch (event) {
            case OtpIssued issued -> issued(issued, asked, eventId, at);
            case OtpRejected rejected -> new Answer.Rejected(rejected.reason(), rejected.retryAfterSeconds(), at);
        };
        if (answer == null) {
            return Optional.of(Dropped.FOREIGN);
        }
        boolean absent = !requests.containsKey(event.requestId());
        requests.compute(event.requestId(), (id, now) -> (now == null ? asked : now).answered(answer));
        if (absent) {
            remember(Retention.Kind.REQUEST, event.requestId(), at);
        }
        watches.changed(event.requestId());
        return Optional.empty();
    }

    private static boolean same(Answer before, OtpOutcome event) {
        return switch (before) {
            case Answer.Issued issued ->
                event instanceof OtpIssued again && again.challengeId().equals(issued.challengeId());
            case Answer.Rejected rejected ->
                event instanceof OtpRejected again && again.reason().equals(rejected.reason());
        };
    }

    /** Null where the challenge is known to be somebody else's. */
    private @Nullable Answer issued(OtpIssued event, RequestState asked, String eventId, Instant at) {
        String id = event.challengeId();
        ChallengeState known = challengeOf(id, asked.application(), asked.subject(), at);
        if (!known.belongsTo(asked.application(), asked.subject())) {
            if (known.issue() != null) {
                return null;
            }
            // What came before the issue spoke for somebody else, and nobody vouches for it.
            known = ChallengeState.unseen(asked.application(), asked.subject());
        }
        ChallengeState after = known.issued(event, asked.maskedEmail(), eventId, at);
        challenges.put(id, after);
        // An outcome that is said again after its code has expired says nothing about who leads.
        if (at.isBefore(event.expiresAt())) {
            takeTheLead(new Owner(asked.application(), asked.subject(), asked.purpose()), id, eventId, at);
        }
        watches.changed(id);
        return new Answer.Issued(
                id, event.codeLength(), event.expiresAt(), event.resendAt(), after.attemptsRemaining(), at);
    }

    /** The newer of two challenges supersedes the other, whichever is seen first. */
    private void takeTheLead(Owner owner, String id, String eventId, Instant at) {
        Current leading = current.get(owner);
        if (leading == null || leading.challengeId().equals(id)) {
            current.put(owner, new Current(id, at));
            return;
        }
        boolean older = at.isBefore(leading.at());
        String loser = older ? id : leading.challengeId();
        if (!older) {
            current.put(owner, new Current(id, at));
        }
        challenges.computeIfPresent(
                loser, (key, challenge) -> challenge.superseded(eventId, older ? leading.at() : at));
        watches.changed(loser);
    }

    public synchronized Optional<Dropped> delivery(Delivery event, String subject, String eventId, Instant at) {
        if (erasures.cover(event.application(), subject, at)) {
            return Optional.of(Dropped.ERASED);
        }
        ChallengeState known = challengeOf(event.challengeId(), event.application(), subject, at);
        if (!known.belongsTo(event.application(), subject)) {
            return Optional.of(Dropped.FOREIGN);
        }
        return changed(event.challengeId(), known, known.delivered(event, eventId, at));
    }

    public synchronized Optional<Dropped> verdict(
            Verdict event, String challengeId, String subject, String eventId, Instant at) {
        if (erasures.cover(event.application(), subject, at)) {
            return Optional.of(Dropped.ERASED);
        }
        ChallengeState known = challengeOf(challengeId, event.application(), subject, at);
        if (!known.belongsTo(event.application(), subject)) {
            return Optional.of(Dropped.FOREIGN);
        }
        return changed(challengeId, known, known.judged(event, eventId, at));
    }

    /** Nothing of before is shown any more. Looks at all there is: somebody is erased now and then. */
    synchronized Optional<Dropped> erased(AddressErased event, Instant at) {
        String subject = Subject.of(event.application(), event.email());
        erasures.add(event.application(), subject, at);
        List<String> past = challenges.entrySet().stream()
                .filter(entry -> entry.getValue().belongsTo(event.application(), subject))
                .map(Map.Entry::getKey)
                .toList();
        past.forEach(this::forget);
        requests.values().removeIf(request -> request.isOf(event.application(), subject));
        past.forEach(watches::changed);
        return Optional.empty();
    }

    private Optional<Dropped> changed(String id, ChallengeState before, ChallengeState after) {
        if (after.equals(before)) {
            return Optional.of(Dropped.DUPLICATE);
        }
        challenges.put(id, after);
        watches.changed(id);
        return Optional.empty();
    }

    private ChallengeState challengeOf(String id, String application, String subject, Instant at) {
        ChallengeState known = challenges.get(id);
        if (known != null) {
            return known;
        }
        ChallengeState unseen = ChallengeState.unseen(application, subject);
        challenges.put(id, unseen);
        remember(Retention.Kind.CHALLENGE, id, at);
        return unseen;
    }

    private void remember(Retention.Kind kind, String id, Instant at) {
        for (Retention.Entry gone : retention.remember(new Retention.Entry(kind, id, at))) {
            switch (gone.kind()) {
                case REQUEST -> requests.remove(gone.id());
                case CHALLENGE -> forget(gone.id());
            }
        }
    }

    private void forget(String challengeId) {
        ChallengeState gone = challenges.remove(challengeId);
        ChallengeState.Issue issue = gone == null ? null : gone.issue();
        if (gone != null && issue != null) {
            current.computeIfPresent(
                    new Owner(gone.application(), gone.subject(), issue.purpose()),
                    (owner, now) -> now.challengeId().equals(challengeId) ? null : now);
        }
    }

    public int size() {
        return requests.size() + challenges.size();
    }
}
