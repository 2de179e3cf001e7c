package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ACCOUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.issuer.decide.Signup;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What is known of addresses from sign-ups that named them and from the proofs they gave. */
final class Accounts {
    private static final Wording PROVE = new Wording();
    private static final Wording LEARN = new Wording();

    /** An address was proven; several proofs in one batch are merged into one. */
    record Proof(Mailbox mailbox, @Nullable String accountId, Instant firstVerifiedAt, Instant verifiedAt) {

        Proof and(Proof other) {
            boolean otherIsFirst = other.firstVerifiedAt.isBefore(firstVerifiedAt);
            boolean otherIsLast = other.verifiedAt.isAfter(verifiedAt);
            String last = otherIsLast ? other.accountId : accountId;
            String notLast = otherIsLast ? accountId : other.accountId;
            return new Proof(
                    mailbox,
                    last == null ? notLast : last,
                    otherIsFirst ? other.firstVerifiedAt : firstVerifiedAt,
                    otherIsLast ? other.verifiedAt : verifiedAt);
        }
    }

    /** The first proof stays the first, the last one the last, in whatever order they are read, and however often. */
    void prove(Script script, Collection<Proof> proofs) {
        if (proofs.isEmpty()) {
            return;
        }
        Columns<Proof> k = new Columns<>(List.copyOf(proofs));
        k.add(ACCOUNT.APPLICATION, p -> p.mailbox().application());
        Field<String> email = k.add(ACCOUNT.EMAIL, p -> p.mailbox().email());
        k.add(ACCOUNT.ACCOUNT_ID, Proof::accountId);
        k.add(ACCOUNT.FIRST_VERIFIED_AT, Proof::firstVerifiedAt);
        k.add(ACCOUNT.VERIFIED_AT, Proof::verifiedAt);
        script.write(
                PROVE,
                k,
                () -> script.tx()
                        .insertInto(ACCOUNT, k.targets())
                        .select(select(k.fields()).from(k.table()).orderBy(email))
                        .onConflict(ACCOUNT.APPLICATION, ACCOUNT.EMAIL)
                        .doUpdate()
                        .set(
                                ACCOUNT.ACCOUNT_ID,
                                when(
                                                ACCOUNT.VERIFIED_AT.gt(excluded(ACCOUNT.VERIFIED_AT)),
                                                coalesce(ACCOUNT.ACCOUNT_ID, excluded(ACCOUNT.ACCOUNT_ID)))
                                        .otherwise(coalesce(excluded(ACCOUNT.ACCOUNT_ID), ACCOUNT.ACCOUNT_ID)))
                        .set(
                                ACCOUNT.FIRST_VERIFIED_AT,
                                least(ACCOUNT.FIRST_VERIFIED_AT, excluded(ACCOUNT.FIRST_VERIFIED_AT)))
                        .set(ACCOUNT.VERIFIED_AT, greatest(ACCOUNT.VERIFIED_AT, excluded(ACCOUNT.VERIFIED_AT))));
    }

    /** The last sign-up speaks for an account until somebody proves the address. */
    void learn(Script script, Collection<Signup> signups) {
        if (signups.isEmpty()) {
            return;
        }
        Columns<Signup> k = new Columns<>(List.copyOf(signups));
        k.add(ACCOUNT.APPLICATION, s -> s.mailbox().application());
        Field<String> email = k.add(ACCOUNT.EMAIL, s -> s.mailbox().email());
        k.add(ACCOUNT.ACCOUNT_ID, Signup::accountId);
        k.add(ACCOUNT.NAME, Signup::name);
        k.add(ACCOUNT.LOCALE, Signup::locale);
        k.add(ACCOUNT.ATTRIBUTES, s -> Texts.write(s.attributes()));
        k.add(ACCOUNT.SIGNED_UP_AT, Signup::at);
        script.write(
                LEARN,
                k,
                () -> script.tx()
                        .insertInto(ACCOUNT, k.targets())
                        .select(select(k.fields()).from(k.table()).orderBy(email))
                        .onConflict(ACCOUNT.APPLICATION, ACCOUNT.EMAIL)
                        .doUpdate()
                        .set(ACCOUNT.ACCOUNT_ID, excluded(ACCOUNT.ACCOUNT_ID))
                        .set(ACCOUNT.NAME, excluded(ACCOUNT.NAME))
                        .set(ACCOUNT.LOCALE, excluded(ACCOUNT.LOCALE))
                        .set(ACCOUNT.ATTRIBUTES, excluded(ACCOUNT.ATTRIBUTES))
                        .set(ACCOUNT.SIGNED_UP_AT, excluded(ACCOUNT.SIGNED_UP_AT))
                        .where(ACCOUNT.FIRST_VERIFIED_AT.isNull()));
    }
}
