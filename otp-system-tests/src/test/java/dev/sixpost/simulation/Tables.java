package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Account;
import dev.sixpost.issuer.decide.Address;
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
import dev.sixpost.issuer.decide.Opener;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.decide.Signup;
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
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The issuer's tables, as its statements leave them; one call is one transaction. */
final class Tables {
    private static final Rules RULES = new Rules(new AddressPolicy(DisposableDomains.shipped(), Set.of()), World.KEYS);

    private final World world;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Asked> holders = new HashMap<>();
    private final Map<String, Challenge> challenges = new HashMap<>();
    private final Map<Slot, String> current = new HashMap<>();
    private final Map<Mailbox, Account> accounts = new HashMap<>();
    private final Map<TopicPartition, Long> published = new HashMap<>();
    final Counters counters = new Counters();

    Tables(World world) {
        this.world = world;
    }

    Decisions decide(Sorted batch, Map<TopicPartition, Long> publishedSince, Circumstances circumstances) {
        if (world.databaseAway) {
            throw new Away();
        }
        batch.refused().forEach(refused -> use(refused.verdict(), circumstances.now()));
        batch.refused().forEach(counters::lock);
        batch.verified().forEach(this::verify);
        Decisions decisions = IssueDecider.decide(batch.asks(), known(batch), circumstances, RULES);
        decisions.changed().forEach(this::write);
        decisions.opened().forEach(this::write);
        decisions
                .outlived()
                .forEach(id ->
                        holders.values().removeIf(asked -> asked.requestId().equals(id)));
        for (Decision decision : decisions.inOrder()) {
            if (decision instanceof Decided(Ask ask, Answer answer, boolean _)) {
                remember(ask, answer);
                requireNotLocked(answer);
            }
        }
        decisions.signups().forEach(this::learn);
        counters.count(decisions);
        note(publishedSince);
        return decisions;
    }

    private Known known(Sorted batch) {
        Map<Mailbox, Address> addresses = counters.addresses(!world.is(Fault.LOCK_IGNORED));
        Map<Mailbox, Account> people = Map.copyOf(accounts);
        if (world.is(Fault.SECOND_CODE)) {
            return new Known(Map.of(), Map.of(), Map.of(), people, addresses, Map.of(), counters.tallies());
        }
        Map<String, Answer> told = new HashMap<>();
        answers.forEach((id, answer) -> told.put(id, asItStandsNow(answer)));
        Map<Slot, Challenge> standing = new HashMap<>();
        current.forEach((slot, id) -> standing.put(slot, challenges.get(id)));
        if (world.is(Fault.ANOTHER_SIGNUPS_CODE)) {
            batch.asks().forEach(ask -> standing.computeIfPresent(ask.slot(), (_, found) -> asIfOf(found, ask)));
        }
        Map<String, Asked> held = Map.copyOf(holders);
        return world.is(Fault.NOT_COUNTED)
                ? new Known(told, held, standing, people, Map.of(), Map.of(), Map.of())
                : new Known(told, held, standing, people, addresses, Map.of(), counters.tallies());
    }

    /** As if it had been opened for what this sign-up says. */
    private static Challenge asIfOf(Challenge found, Ask ask) {
        Signup signup = ask.signup();
        return signup == null
                ? found
                : new Challenge(
                        found.id(),
                        found.slot(),
                        found.requestId(),
                        found.nonce(),
                        found.keyId(),
                        found.terms(),
                        found.requestedAt(),
                        found.expiresAt(),
                        found.firstVerifiedAt(),
                        new Opener(true, signup.accountId()),
                        signup.accountId(),
                        signup.attributes(),
                        found.metadata(),
                        found.decoy(),
                        found.testGuess(),
                        found.standing());
    }

    /** What the verifier has said, and the issuer has read, holds until an operator ends it. */
    private void requireNotLocked(Answer answer) {
        Instant until = counters.lockedUntil(answer.asked().slot().mailbox());
        if (answer instanceof Issued && until != null && answer.decidedAt().isBefore(until)) {
            world.violated(
                    "I4", "a code for a locked address: " + answer.asked().requestId());
        }
    }

    /** The last sign-up speaks for an account until somebody proves the address. */
    private void learn(Signup signup) {
        Account before = accounts.get(signup.mailbox());
        if (before == null || before.firstVerifiedAt() == null) {
            accounts.put(signup.mailbox(), new Account(signup.accountId(), null, signup.locale(), signup.attributes()));
        }
    }

    void unlock(Mailbox mailbox, Instant at) {
        if (world.databaseAway) {
            throw new Away();
        }
        counters.unlock(mailbox, at);
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
        Account proven = new Account(verdict.accountId(), verdict.verifiedAt(), null, null);
        accounts.merge(challenge.slot().mailbox(), proven, (before, _) -> proven(before, verdict));
    }

    private static Account proven(Account before, OtpVerified verdict) {
        Instant first = before.firstVerifiedAt();
        return new Account(
                verdict.accountId() == null ? before.accountId() : verdict.accountId(),
                first != null && first.isBefore(verdict.verifiedAt()) ? first : verdict.verifiedAt(),
                before.locale(),
                before.attributes());
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

    void note(Map<TopicPartition, Long> next) {
        next.forEach((partition, offset) -> published.merge(partition, offset, Math::max));
    }

    Map<TopicPartition, Long> published() {
        return Map.copyOf(published);
    }

    boolean isSuperseded(String challengeId) {
        Challenge challenge = challenges.get(challengeId);
        return challenge != null && challenge.standing().finalState() == FinalState.SUPERSEDED;
    }
}
