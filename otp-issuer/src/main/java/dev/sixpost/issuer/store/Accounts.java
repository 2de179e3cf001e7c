package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ACCOUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;

import dev.sixpost.issuer.decide.Known.Account;
import dev.sixpost.issuer.decide.Mailbox;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What is known of addresses from the proofs they gave. */
final class Accounts {

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

    Map<Mailbox, Account> find(DSLContext tx, Collection<Mailbox> mailboxes) {
        Columns<Mailbox> k = new Columns<>(List.copyOf(mailboxes));
        Field<String> application = k.add(ACCOUNT.APPLICATION, Mailbox::application);
        Field<String> email = k.add(ACCOUNT.EMAIL, Mailbox::email);
        Map<Mailbox, Account> found = new HashMap<>();
        tx.select(ACCOUNT.fields())
                .from(k.table())
                .join(ACCOUNT)
                .on(ACCOUNT.APPLICATION.eq(application))
                .and(ACCOUNT.EMAIL.eq(email))
                .forEach(row -> found.put(
                        new Mailbox(row.get(ACCOUNT.APPLICATION), row.get(ACCOUNT.EMAIL)),
                        new Account(row.get(ACCOUNT.ACCOUNT_ID), row.get(ACCOUNT.FIRST_VERIFIED_AT))));
        return found;
    }

    /** The first proof stays the first, the last one the last, in whatever order they are read, and however often. */
    void prove(DSLContext tx, Collection<Proof> proofs) {
        if (proofs.isEmpty()) {
            return;
        }
        Columns<Proof> k = new Columns<>(List.copyOf(proofs));
        k.add(ACCOUNT.APPLICATION, p -> p.mailbox().application());
        Field<String> email = k.add(ACCOUNT.EMAIL, p -> p.mailbox().email());
        k.add(ACCOUNT.ACCOUNT_ID, Proof::accountId);
        k.add(ACCOUNT.FIRST_VERIFIED_AT, Proof::firstVerifiedAt);
        k.add(ACCOUNT.VERIFIED_AT, Proof::verifiedAt);
        tx.insertInto(ACCOUNT, k.targets())
                .select(select(k.fields()).from(k.table()).orderBy(email))
                .onConflict(ACCOUNT.APPLICATION, ACCOUNT.EMAIL)
                .doUpdate()
                .set(ACCOUNT.ACCOUNT_ID, coalesce(excluded(ACCOUNT.ACCOUNT_ID), ACCOUNT.ACCOUNT_ID))
                .set(ACCOUNT.FIRST_VERIFIED_AT, least(ACCOUNT.FIRST_VERIFIED_AT, excluded(ACCOUNT.FIRST_VERIFIED_AT)))
                .set(ACCOUNT.VERIFIED_AT, greatest(ACCOUNT.VERIFIED_AT, excluded(ACCOUNT.VERIFIED_AT)))
                .execute();
    }
}
