package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.CHALLENGE;

import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.FinalState;
import dev.sixpost.issuer.decide.Opener;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.issuer.decide.Standing;
import dev.sixpost.issuer.decide.Terms;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A challenge as a row and back. */
final class ChallengeRow {
    private ChallengeRow() {}

    static Challenge read(Record row) {
        Long linkTtl = row.get(CHALLENGE.LINK_TTL_MILLIS);
        String finalState = row.get(CHALLENGE.FINAL_STATE);
        return new Challenge(
                row.get(CHALLENGE.CHALLENGE_ID),
                Slot.of(row.get(CHALLENGE.APPLICATION), row.get(CHALLENGE.EMAIL), purpose(row.get(CHALLENGE.PURPOSE))),
                row.get(CHALLENGE.REQUEST_ID),
                row.get(CHALLENGE.NONCE),
                row.get(CHALLENGE.KEY_ID),
                new Terms(
                        row.get(CHALLENGE.CODE_LENGTH),
                        Duration.ofMillis(row.get(CHALLENGE.TTL_MILLIS)),
                        linkTtl == null ? null : Duration.ofMillis(linkTtl),
                        row.get(CHALLENGE.MAX_ATTEMPTS),
                        row.get(CHALLENGE.FAILURES_PER_DAY)),
                row.get(CHALLENGE.REQUESTED_AT),
                row.get(CHALLENGE.EXPIRES_AT),
                row.get(CHALLENGE.FIRST_VERIFIED_AT),
                new Opener(row.get(CHALLENGE.BY_SIGNUP), row.get(CHALLENGE.NAMED_ACCOUNT_ID)),
                row.get(CHALLENGE.ACCOUNT_ID),
                Texts.read(row.get(CHALLENGE.ATTRIBUTES)),
                Texts.read(row.get(CHALLENGE.METADATA)),
                row.get(CHALLENGE.DECOY),
                row.get(CHALLENGE.TEST_GUESS),
                new Standing(
                        row.get(CHALLENGE.RESENDS),
                        row.get(CHALLENGE.RESEND_AT),
                        row.get(CHALLENGE.ATTEMPTS_USED),
                        row.get(CHALLENGE.IS_CURRENT),
                        finalState == null ? null : FinalState.ofWire(finalState),
                        row.get(CHALLENGE.FINAL_AT)));
    }

    static Columns<Challenge> columns(List<Challenge> challenges, Keys keys) {
        Columns<Challenge> k = new Columns<>(challenges);
        k.add(CHALLENGE.CHALLENGE_ID, Challenge::id);
        k.add(CHALLENGE.APPLICATION, c -> c.slot().application());
        k.add(CHALLENGE.EMAIL, c -> c.slot().email());
        k.add(CHALLENGE.PURPOSE, c -> c.slot().purpose().wire());
        k.add(CHALLENGE.REQUEST_ID, Challenge::requestId);
        k.add(CHALLENGE.NONCE, Challenge::nonce);
        k.add(CHALLENGE.KEY_ID, Challenge::keyId);
        k.add(CHALLENGE.CODE_DIGEST, c -> codeDigest(c, keys));
        k.add(CHALLENGE.CODE_LENGTH, c -> c.terms().codeLength());
        k.add(CHALLENGE.TTL_MILLIS, c -> c.terms().ttl().toMillis());
        k.add(CHALLENGE.LINK_TTL_MILLIS, c -> millis(c.terms().linkTtl()));
        k.add(CHALLENGE.MAX_ATTEMPTS, c -> c.terms().maxAttempts());
        k.add(CHALLENGE.FAILURES_PER_DAY, c -> c.terms().failuresPerDay());
        k.add(CHALLENGE.REQUESTED_AT, Challenge::requestedAt);
        k.add(CHALLENGE.EXPIRES_AT, Challenge::expiresAt);
        k.add(CHALLENGE.ENDS_AT, Challenge::endsAt);
        k.add(CHALLENGE.FIRST_VERIFIED_AT, Challenge::firstVerifiedAt);
        k.add(CHALLENGE.BY_SIGNUP, c -> c.opener().signup());
        k.add(CHALLENGE.NAMED_ACCOUNT_ID, c -> c.opener().accountId());
        k.add(CHALLENGE.ACCOUNT_ID, Challenge::accountId);
        k.add(CHALLENGE.ATTRIBUTES, c -> Texts.write(c.attributes()));
        k.add(CHALLENGE.METADATA, c -> Texts.write(c.metadata()));
        k.add(CHALLENGE.DECOY, Challenge::decoy);
        k.add(CHALLENGE.TEST_GUESS, Challenge::testGuess);
        k.add(CHALLENGE.RESENDS, c -> c.standing().resends());
        k.add(CHALLENGE.RESEND_AT, c -> c.standing().resendAt());
        k.add(CHALLENGE.ATTEMPTS_USED, c -> c.standing().attemptsUsed());
        k.add(CHALLENGE.IS_CURRENT, c -> c.standing().current());
        k.add(CHALLENGE.FINAL_STATE, c -> Challenges.wire(c.standing().finalState()));
        k.add(CHALLENGE.FINAL_AT, c -> c.standing().finalAt());
        return k;
    }

    static Purpose purpose(String wire) {
        return Purpose.ofWire(wire)
                .orElseThrow(() -> new IllegalStateException("a row with a purpose that does not exist"));
    }

    private static byte[] codeDigest(Challenge challenge, Keys keys) {
        Key key = keys.find(challenge.keyId())
                .orElseThrow(() -> new IllegalStateException("a new challenge under a key that is not there"));
        String code = Derivation.code(
                key,
                Nonce.bytes(challenge.nonce()),
                challenge.slot().application(),
                challenge.slot().purpose(),
                challenge.slot().email(),
                challenge.terms().codeLength());
        return Derivation.codeDigest(key, challenge.id(), code);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
