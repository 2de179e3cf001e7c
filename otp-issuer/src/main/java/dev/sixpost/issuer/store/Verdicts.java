package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.sixpost.issuer.decide.FinalState;
import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.store.Accounts.Proof;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier found, written to the challenges and to the addresses. Safe to repeat. A verdict counts only for a
 * challenge of this issuer and for the very address and purpose it was opened for.
 */
final class Verdicts {
    private static final Wording VERIFY = new Wording();
    private static final Wording REFUSE = new Wording();

    private final Accounts accounts;
    private final Addresses addresses;

    Verdicts(Accounts accounts, Addresses addresses) {
        this.accounts = accounts;
        this.addresses = addresses;
    }

    void apply(Script script, List<OtpVerified> verified, List<RefusedGuess> refused) {
        refuse(script, refused);
        lock(script, refused);
        verify(script, verified);
    }

    private void lock(Script script, List<RefusedGuess> refused) {
        Map<Mailbox, Addresses.Barred> locked = new LinkedHashMap<>();
        for (RefusedGuess guess : refused) {
            guess.lock().ifPresent(lock -> locked.merge(lock.mailbox(), lock, Addresses.Barred::or));
        }
        addresses.lock(script, locked.values());
    }

    private void verify(Script script, List<OtpVerified> verified) {
        if (verified.isEmpty()) {
            return;
        }
        Map<String, OtpVerified> byChallenge = new LinkedHashMap<>();
        verified.forEach(verdict -> byChallenge.putIfAbsent(verdict.challengeId(), verdict));
        Columns<OtpVerified> k = new Columns<>(List.copyOf(byChallenge.values()));
        Field<String> id = k.add(CHALLENGE.CHALLENGE_ID, OtpVerified::challengeId);
        Field<String> application = k.add(CHALLENGE.APPLICATION, OtpVerified::application);
        Field<String> email = k.add(CHALLENGE.EMAIL, OtpVerified::email);
        Field<String> purpose = k.add(CHALLENGE.PURPOSE, v -> v.purpose().wire());
        var at = k.add(CHALLENGE.FINAL_AT, OtpVerified::verifiedAt);
        Set<String> genuine = new HashSet<>();
        script.read(
                VERIFY,
                k,
                () -> script.tx()
                        .update(CHALLENGE)
                        .set(CHALLENGE.FINAL_STATE, coalesce(CHALLENGE.FINAL_STATE, inline(FinalState.VERIFIED.wire())))
                        .set(CHALLENGE.FINAL_AT, coalesce(CHALLENGE.FINAL_AT, at))
                        .set(CHALLENGE.IS_CURRENT, inline(false))
                        .from(k.table())
                        .where(CHALLENGE.CHALLENGE_ID.eq(id))
                        .and(CHALLENGE.APPLICATION.eq(application))
                        .and(CHALLENGE.EMAIL.eq(email))
                        .and(CHALLENGE.PURPOSE.eq(purpose))
                        .returning(CHALLENGE.CHALLENGE_ID),
                rows -> genuine.addAll(rows.getValues(CHALLENGE.CHALLENGE_ID)));
        script.run();
        Map<Mailbox, Proof> proofs = new HashMap<>();
        for (OtpVerified verdict : byChallenge.values()) {
            if (genuine.contains(verdict.challengeId())) {
                Proof proof = proof(verdict);
                proofs.merge(proof.mailbox(), proof, Proof::and);
            }
        }
        accounts.prove(script, proofs.values());
    }

    private static Proof proof(OtpVerified verdict) {
        Mailbox mailbox = new Mailbox(verdict.application(), verdict.email());
        return new Proof(mailbox, verdict.accountId(), verdict.verifiedAt(), verdict.verifiedAt());
    }

    private record Used(String challengeId, String application, int attemptsRemaining) {

        static @Nullable Used of(OtpRefused verdict) {
            String challengeId = verdict.challengeId();
            Integer remaining = verdict.attemptsRemaining();
            return challengeId == null || remaining == null
                    ? null
                    : new Used(challengeId, verdict.application(), remaining);
        }
    }

    private static void refuse(Script script, List<RefusedGuess> refused) {
        Map<String, Used> leastRemaining = new HashMap<>();
        for (RefusedGuess guess : refused) {
            Used used = Used.of(guess.verdict());
            if (used != null) {
                leastRemaining.merge(
                        used.challengeId(),
                        used,
                        (one, other) -> one.attemptsRemaining() <= other.attemptsRemaining() ? one : other);
            }
        }
        if (leastRemaining.isEmpty()) {
            return;
        }
        Columns<Used> k = new Columns<>(List.copyOf(leastRemaining.values()));
        Field<String> id = k.add(CHALLENGE.CHALLENGE_ID, Used::challengeId);
        Field<String> application = k.add(CHALLENGE.APPLICATION, Used::application);
        Field<Integer> remaining = k.add(CHALLENGE.ATTEMPTS_USED, Used::attemptsRemaining);
        var ends = remaining.le(inline(0)).and(CHALLENGE.FINAL_STATE.isNull());
        script.write(
                REFUSE,
                k,
                () -> script.tx()
                        .update(CHALLENGE)
                        .set(
                                CHALLENGE.ATTEMPTS_USED,
                                greatest(CHALLENGE.ATTEMPTS_USED, CHALLENGE.MAX_ATTEMPTS.minus(remaining)))
                        .set(
                                CHALLENGE.FINAL_STATE,
                                when(ends, inline(FinalState.EXHAUSTED.wire())).otherwise(CHALLENGE.FINAL_STATE))
                        .set(
                                CHALLENGE.FINAL_AT,
                                when(ends, field("now()", CHALLENGE.FINAL_AT.getDataType()))
                                        .otherwise(CHALLENGE.FINAL_AT))
                        .from(k.table())
                        .where(CHALLENGE.CHALLENGE_ID.eq(id))
                        .and(CHALLENGE.APPLICATION.eq(application)));
    }
}
