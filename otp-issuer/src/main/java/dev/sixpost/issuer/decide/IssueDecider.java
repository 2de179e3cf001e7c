package dev.sixpost.issuer.decide;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Erased;
import dev.sixpost.issuer.decide.Decision.Forgotten;
import dev.sixpost.issuer.decide.Decision.Repeated;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.time.Instant;
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
    private final Rules rules;
    private final Map<String, Answer> answers;
    private final Map<String, Asked> holders;
    private final Map<Slot, Challenge> current;
    private final Map<Mailbox, Account> accounts;
    private final Map<Mailbox, Instant> erasures;
    private final Budgets budgets;
    private final ChallengeOffer offer;

    private final List<Decision> inOrder = new ArrayList<>();
    private final Map<String, Challenge> opened = new LinkedHashMap<>();
    private final Map<String, Challenge> changed = new LinkedHashMap<>();
    private final List<String> outlived = new ArrayList<>();
    private final Map<Mailbox, Signup> signups = new LinkedHashMap<>();

    private IssueDecider(Known known, Circumstances circumstances, Rules rules) {
        this.circumstances = circumstances;
        this.rules = rules;
        this.answers = new HashMap<>(known.answers());
        this.holders = new HashMap<>(known.holders());
        this.current = new HashMap<>(known.challenges());
        this.accounts = new HashMap<>(known.accounts());
        this.erasures = known.erasures();
        this.budgets = new Budgets(known, circumstances.now());
        this.offer = new ChallengeOffer(circumstances, rules.tests());
    }

    public static Decisions decide(List<Ask> asks, Known known, Circumstances circumstances, Rules rules) {
        IssueDecider decider = new IssueDecider(known, circumstances, rules);
        for (Ask ask : asks) {
            decider.inOrder.add(decider.decide(ask));
        }
        return new Decisions(
                List.copyOf(decider.inOrder),
                List.copyOf(decider.opened.values()),
                List.copyOf(decider.changed.values()),
                List.copyOf(decider.outlived),
                List.copyOf(decider.signups.values()),
                decider.budgets.mailed(),
                decider.budgets.taken());
    }

    private Decision decide(Ask ask) {
        Answer before = answers.get(ask.requestId());
        if (before == null && ask.published()) {
            return new Forgotten(ask);
        }
        if (before == null && isFromBeforeItsErasure(ask)) {
            return new Erased(
                    ask, new Rejected(ask.asked().withoutIdempotency(), circumstances.now(), Admission.OUTDATED, null));
        }
        if (before != null && !isNewOperation(ask, before)) {
            return repeat(ask, before);
        }
        if (before != null) {
            outlived.add(ask.requestId());
        }
        Answer answer = answer(ask);
        answers.put(ask.requestId(), answer);
        return new Decided(ask, answer, isSuspect(ask, answer));
    }

    private boolean isFromBeforeItsErasure(Ask ask) {
        Instant erasedAt = erasures.get(ask.slot().mailbox());
        return erasedAt != null && ask.askedAt().isBefore(erasedAt);
    }

    /** First wins: a known identity brings the known answer, and another request under it nothing at all. */
    private Decision repeat(Ask ask, Answer before) {
        if (!before.asked().slot().equals(ask.slot())) {
            return new Conflicting(ask);
        }
        boolean sameRecord = before.asked().position().equals(ask.position());
        return new Repeated(ask, before, sameRecord && !ask.published(), isSuspect(ask, before));
    }

    /** A sign-up of an address that was verified when it was answered; told again, it is told the same. */
    private boolean isSuspect(Ask ask, Answer answer) {
        Account account = accounts.get(ask.slot().mailbox());
        return ask.signup() != null
                && account != null
                && account.firstVerifiedAt() != null
                && !account.firstVerifiedAt().isAfter(answer.decidedAt());
    }

    /**
     * An Idempotency-Key may be used anew after its time, and at once where the request was too old when it was read:
     * nobody was told to wait, but to repeat it. An identity taken from a position means another record where the topic
     * was created anew.
     */
    private static boolean isNewOperation(Ask ask, Answer before) {
        Asked asked = before.asked();
        if (!ask.ownId()) {
            return !asked.askedAt().equals(ask.askedAt());
        }
        return ask.wanted().idempotency() != null
                && (isOutlived(asked, ask)
                        || (isOutdated(before) && asked.askedAt().isBefore(ask.askedAt())));
    }

    private static boolean isOutdated(Answer answer) {
        return answer instanceof Rejected rejected && rejected.reason().equals(Admission.OUTDATED);
    }

    private static boolean isOutlived(Asked before, Ask ask) {
        return !before.askedAt().plus(IDEMPOTENCY_KEPT).isAfter(ask.askedAt());
    }

    private Answer answer(Ask ask) {
        Instant now = circumstances.now();
        if (!takesIdempotencyKey(ask)) {
            return new Rejected(ask.asked().withoutIdempotency(), now, "idempotency-mismatch", null);
        }
        ApplicationConfigured settings =
                circumstances.applications().get(ask.wanted().application());
        String refusal = Admission.refusal(ask, settings, rules.addresses(), now);
        if (refusal != null || settings == null) {
            return new Rejected(ask.asked(), now, String.valueOf(refusal), null);
        }
        boolean needsNoCode = Admission.needsNoCode(ask, settings);
        Instant free =
                needsNoCode ? budgets.takeOfClient(ask, settings.limits()) : budgets.take(ask, settings.limits());
        if (free != null) {
            return new Rejected(
                    ask.asked(),
                    now,
                    "rate-limited",
                    Math.ceilDiv(Duration.between(now, free).toMillis(), 1000L));
        }
        if (needsNoCode) {
            learn(ask);
            return new Rejected(ask.asked(), now, Admission.PURPOSE_DISABLED, null);
        }
        return offered(ask, settings);
    }

    private Answer offered(Ask ask, ApplicationConfigured settings) {
        Mailbox mailbox = ask.slot().mailbox();
        Challenge standing = current.get(ask.slot());
        Answer answer = offer.answer(ask, settings, accounts.get(mailbox), budgets.address(mailbox), standing);
        if (answer instanceof Issued issued) {
            note(issued.challenge(), standing);
            if (issued.mails()) {
                budgets.mailed(mailbox);
            }
            learn(ask);
        }
        return answer;
    }

    /** A sign-up that no rule forbids names an account, also where no code is wanted for it. A verified one stays as it is. */
    private void learn(Ask ask) {
        Signup signup = ask.signup();
        Account account = accounts.get(ask.slot().mailbox());
        if (signup != null && (account == null || !account.isVerified())) {
            accounts.put(signup.mailbox(), signup.account());
            signups.put(signup.mailbox(), signup);
        }
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
