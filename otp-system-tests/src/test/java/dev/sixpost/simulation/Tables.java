package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Account;
import dev.sixpost.issuer.decide.Answer;
import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Asked;
import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.FinalState;
import dev.sixpost.issuer.decide.IssueDecider;
import dev.sixpost.issuer.decide.Known;
import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.issuer.decide.Standing;
import dev.sixpost.issuer.flow.IssuerCore.Sorted;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.address.DisposableDomains;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The issuer's tables, as its statements leave them; one call is one transaction. What limits count is left out. */
final class Tables {
    private static final Rules RULES = new Rules(new AddressPolicy(DisposableDomains.shipped(), Set.of()), World.KEYS);

    private final World world;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Asked> holders = new HashMap<>();
    private final Map<String, Challenge> challenges = new HashMap<>();
    private final Map<Slot, String> current = new HashMap<>();
    private final Map<Mailbox, Account> accounts = new HashMap<>();
    private final Map<Integer, Long> published = new HashMap<>();

    Tables(World world) {
        this.world = world;
    }

    Decisions decide(Sorted batch, Map<Integer, Long> publishedSince, Circumstances circumstances) {
        if (world.databaseAway) {
            throw new Away();
        }
        batch.refused().forEach(refused -> use(refused, circumstances.now()));
        batch.verified().forEach(this::verify);
        Decisions decisions = IssueDecider.decide(batch.asks(), known(), circumstances, RULES);
        decisions.changed().forEach(this::write);
        decisions.opened().forEach(this::write);
        decisions
                .outlived()
                .forEach(id ->
                        holders.values().removeIf(asked -> asked.requestId().equals(id)));
        for (Decision decision : decisions.inOrder()) {
            if (decision instanceof Decided(Ask ask, Answer answer, boolean _)) {
                remember(ask, answer);
            }
        }
        note(publishedSince);
        return decisions;
    }

    private Known known() {
        if (world.is(Fault.SECOND_CODE)) {
            return new Known(Map.of(), Map.of(), Map.of(), Map.copyOf(accounts), Map.of(), Map.of());
        }
        Map<String, Answer> told = new HashMap<>();
        answers.forEach((id, answer) -> told.put(id, asItStandsNow(answer)));
        Map<Slot, Challenge> standing = new HashMap<>();
        current.forEach((slot, id) -> standing.put(slot, challenges.get(id)));
        return new Known(told, Map.copyOf(holders), standing, Map.copyOf(accounts), Map.of(), Map.of());
    }

    /** An answer is read joined with its challenge. */
    private Answer asItStandsNow(Answer answer) {
        return switch (answer) {
            case Answer.Rejected rejected -> rejected;
            case Issued issued ->
                new Issued(
                        issued.asked(),
                        issued.decidedAt(),
                        challenges.getOrDefault(issued.challenge().id(), issued.challenge()),
                        issued.recipient(),
                        issued.locale(),
                        issued.delivery(),
                        issued.kind(),
                        issued.resendAt());
        };
    }

    private void remember(Ask ask, Answer answer) {
        answers.put(ask.requestId(), answer);
        String key = answer.asked().idempotency();
        if (key != null) {
            holders.put(key, answer.asked());
        }
    }

    private void write(Challenge changed) {
        Challenge before = challenges.put(changed.id(), changed);
        FinalState was = before == null ? null : before.standing().finalState();
        if (was != null && was != changed.standing().finalState()) {
            world.violated("I2", changed + " left its final state " + was);
        }
        if (!changed.standing().current()) {
            current.remove(changed.slot(), changed.id());
            return;
        }
        String other = current.put(changed.slot(), changed.id());
        if (other != null && !other.equals(changed.id()) && !world.is(Fault.SECOND_CODE)) {
            world.violated("I9", "two challenges are current: " + other + " and " + changed.id());
        }
    }

    private void verify(OtpVerified verdict) {
        Challenge challenge = challenges.get(verdict.challengeId());
        if (challenge == null) {
            return;
        }
        write(with(challenge, challenge.standing().attemptsUsed(), false, FinalState.VERIFIED, verdict.verifiedAt()));
        accounts.putIfAbsent(
                challenge.slot().mailbox(), new Account(verdict.accountId(), verdict.verifiedAt(), null, null));
    }

    private void use(OtpRefused verdict, Instant now) {
        Integer remaining = verdict.attemptsRemaining();
        Challenge challenge = verdict.challengeId() == null ? null : challenges.get(verdict.challengeId());
        if (challenge == null || remaining == null) {
            return;
        }
        int used =
                Math.max(challenge.standing().attemptsUsed(), challenge.terms().maxAttempts() - remaining);
        write(with(challenge, used, challenge.standing().current(), remaining <= 0 ? FinalState.EXHAUSTED : null, now));
    }

    /** A final state stays. */
    private static Challenge with(
            Challenge challenge, int used, boolean current, @Nullable FinalState ended, Instant at) {
        Standing before = challenge.standing();
        boolean ends = before.finalState() == null && ended != null;
        return challenge.with(new Standing(
                before.resends(),
                before.resendAt(),
                used,
                current,
                ends ? ended : before.finalState(),
                ends ? at : before.finalAt()));
    }

    void note(Map<Integer, Long> next) {
        next.forEach((partition, offset) -> published.merge(partition, offset, Math::max));
    }

    Map<Integer, Long> published() {
        return Map.copyOf(published);
    }

    boolean isSuperseded(String challengeId) {
        Challenge challenge = challenges.get(challengeId);
        return challenge != null && challenge.standing().finalState() == FinalState.SUPERSEDED;
    }
}
