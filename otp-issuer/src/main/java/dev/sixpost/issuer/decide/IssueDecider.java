package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides a batch of requests in the order they were read, each with what the ones before it have changed. The same
 * input gives the same decisions.
 */
public final class IssueDecider {
    private static final Duration IDEMPOTENCY_KEPT = Duration.ofHours(24);

    private final Circumstances circumstances;
    private final Map<String, Answer> answers;
    private final Map<String, Asked> holders;
    private final Map<Slot, Challenge> current;
    private final ChallengeOffer offer;

    private final List<Decision> inOrder = new ArrayList<>();
    private final Map<String, Challenge> opened = new LinkedHashMap<>();
    private final Map<String, Challenge> changed = new LinkedHashMap<>();
    private final List<String> outlived = new ArrayList<>();

    private IssueDecider(Known known, Circumstances circumstances) {
        this.circumstances = circumstances;
        this.answers = new HashMap<>(known.answers());
        this.holders = new HashMap<>(known.holders());
        this.current = new HashMap<>(known.challenges());
        this.offer = new ChallengeOffer(circumstances, known.accounts());
    }

    public static Decisions decide(List<Ask> asks, Known known, Circumstances circumstances) {
        IssueDecider decider = new IssueDecider(known, circumstances);
        for (Ask ask : asks) {
            decider.inOrder.add(decider.decide(ask));
        }
        return new Decisions(
                List.copyOf(decider.inOrder),
                List.copyOf(decider.opened.values()),
                List.copyOf(decider.changed.values()),
                List.copyOf(decider.outlived));
    }

    private Decision decide(Ask ask) {
        Answer before = answers.get(ask.requestId());
        if (before != null && !isNewOperation(ask, before.asked())) {
            return repeat(ask, before);
        }
        if (before != null) {
            outlived.add(ask.requestId());
        }
        Answer answer = answer(ask);
        answers.put(ask.requestId(), answer);
        return new Decided(ask, answer);
    }

    /** First wins: a known identity brings the known answer, and another request under it nothing at all. */
    private static Decision repeat(Ask ask, Answer before) {
        if (!before.asked().slot().equals(ask.slot())) {
            return new Conflicting(ask);
        }
        boolean sameRecord = before.asked().position().equals(ask.position());
        return new Repeated(ask, before, sameRecord && !ask.published());
    }

    /**
     * An Idempotency-Key may be used anew after its time; and an identity taken from a position means another record
     * where the topic was created anew.
     */
    private static boolean isNewOperation(Ask ask, Asked before) {
        return ask.ownId()
                ? ask.wanted().idempotency() != null && isOutlived(before, ask)
                : !before.askedAt().equals(ask.askedAt());
    }

    private static boolean isOutlived(Asked before, Ask ask) {
        return !before.askedAt().plus(IDEMPOTENCY_KEPT).isAfter(ask.askedAt());
    }

    private Answer answer(Ask ask) {
        if (!takesIdempotencyKey(ask)) {
            return new Rejected(ask.asked().withoutIdempotency(), circumstances.now(), "idempotency-mismatch", null);
        }
        ApplicationConfigured settings =
                circumstances.applications().get(ask.wanted().application());
        String refusal = Admission.refusal(ask, settings, circumstances.now());
        if (refusal != null || settings == null) {
            return new Rejected(ask.asked(), circumstances.now(), String.valueOf(refusal), null);
        }
        Challenge standing = current.get(ask.slot());
        Answer answer = offer.answer(ask, settings, standing);
        if (answer instanceof Issued issued) {
            note(issued.challenge(), standing);
        }
        return answer;
    }

    private boolean takesIdempotencyKey(Ask ask) {
        String key = ask.wanted().idempotency();
        if (key == null) {
            return true;
        }
        Asked holder = holders.get(key);
        if (holder != null && !holder.requestId().equals(ask.requestId())) {
            if (!isOutlived(holder, ask)) {
                return false;
            }
            outlived.add(holder.requestId());
        }
        holders.put(key, ask.asked());
        return true;
    }

    private void note(Challenge challenge, @Nullable Challenge before) {
        if (before != null && !before.id().equals(challenge.id())) {
            boolean ended = !circumstances.now().isBefore(before.endsAt());
            keep(before.with(before.standing().replaced(ended, circumstances.now())), false);
        }
        keep(challenge, before == null || !before.id().equals(challenge.id()));
        current.put(challenge.slot(), challenge);
    }

    private void keep(Challenge challenge, boolean isNew) {
        boolean ofThisBatch = isNew || opened.containsKey(challenge.id());
        (ofThisBatch ? opened : changed).put(challenge.id(), challenge);
    }
}
