package dev.sixpost.issuer.store;

import dev.sixpost.issuer.decide.Answer;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Asked;
import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decision;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.IssueDecider;
import dev.sixpost.issuer.decide.Known;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.issuer.decide.Tally;
import dev.sixpost.kit.crypto.Keys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * Decides a batch and remembers it, in one transaction: what other instances do at the same time on the same addresses
 * either waits for the rows or collides with a unique index, and then the whole batch is decided again on what they left.
 */
public final class Ledger {
    private static final int ATTEMPTS = 5;

    private final DSLContext jooq;
    private final Answers answers = new Answers();
    private final Accounts accounts = new Accounts();
    private final Addresses addresses = new Addresses();
    private final Tallies tallies = new Tallies();
    private final Verdicts verdicts = new Verdicts(accounts, addresses);
    private final Deliveries deliveries = new Deliveries(addresses);
    private final Challenges challenges;
    private final Rules rules;

    public Ledger(Postgres postgres, Keys keys, Rules rules) {
        this(postgres.jooq(), keys, rules);
    }

    Ledger(DSLContext jooq, Keys keys, Rules rules) {
        this.jooq = jooq;
        this.challenges = new Challenges(keys);
        this.rules = rules;
    }

    /**
     * Returns what was decided, committed.
     *
     * @throws UnprocessableException where trying again is of no use
     * @throws DataAccessException where the database is not there, or not free, just now
     */
    public Decisions decide(Work work, Circumstances circumstances) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jooq.transactionResult(config -> decide(new Script(config.dsl()), work, circumstances));
            } catch (DataAccessException e) {
                if (Refusal.isFinal(e) || (attempt == ATTEMPTS && Refusal.isDuplicate(e))) {
                    throw new UnprocessableException(e);
                }
                if (attempt == ATTEMPTS || !Refusal.isCollision(e)) {
                    throw e;
                }
            } catch (CollisionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (RuntimeException e) {
                throw new UnprocessableException(e);
            }
        }
    }

    private Decisions decide(Script script, Work work, Circumstances circumstances) {
        Erasures.share(script);
        verdicts.apply(script, work.verified(), work.refused());
        Decisions decisions = work.asks().isEmpty()
                ? Decisions.NONE
                : IssueDecider.decide(work.asks(), known(script, work.asks()), circumstances, rules);
        Map<String, Answer> decided = new LinkedHashMap<>();
        for (Decision decision : decisions.inOrder()) {
            if (decision instanceof Decided(Ask ask, Answer answer, boolean _)) {
                decided.put(ask.requestId(), answer);
            }
        }
        challenges.update(script, decisions.changed());
        challenges.insert(script, decisions.opened());
        answers.giveWay(script, decisions.outlived(), decided.keySet());
        answers.insert(script, List.copyOf(decided.values()));
        accounts.learn(script, decisions.signups());
        deliveries.apply(script, work.deliveries());
        addresses.mailed(script, decisions.mailed(), circumstances.now());
        Progress.note(script, work.published());
        tallies.add(script, decisions.taken());
        script.run();
        return decisions;
    }

    private Known known(Script script, List<Ask> asks) {
        Set<String> ids = asks.stream().map(Ask::requestId).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> idempotency = asks.stream()
                .map(ask -> ask.wanted().idempotency())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Slot> slots = asks.stream().map(Ask::slot).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> names = new LinkedHashSet<>();
        asks.forEach(ask -> Known.tallyNames(ask).forEach(names::add));
        Map<Slot, Challenge> current = new HashMap<>();
        challenges.lockCurrent(script, slots, current);
        Mailboxes mailboxes = new Mailboxes();
        mailboxes.find(script, slots.stream().map(Slot::mailbox).collect(Collectors.toSet()));
        Map<String, Answer> answered = new HashMap<>();
        answers.find(script, ids, answered);
        Map<String, Asked> holders = new HashMap<>();
        answers.findHolders(script, idempotency, holders);
        Map<String, Tally> counted = new HashMap<>();
        tallies.find(script, names, counted);
        script.run();
        return new Known(
                answered, holders, current, mailboxes.accounts(), mailboxes.addresses(), mailboxes.erasures(), counted);
    }
}
