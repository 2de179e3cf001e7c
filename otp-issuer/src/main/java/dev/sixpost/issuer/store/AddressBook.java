package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ACCOUNT;
import static dev.sixpost.issuer.db.Tables.ADDRESS;
import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static dev.sixpost.issuer.db.Tables.REQUEST;
import static org.jooq.impl.DSL.when;

import dev.sixpost.issuer.decide.Address;
import dev.sixpost.issuer.decide.Mailbox;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** One address at a time, for support: what is known of it, the end of its lock, its erasure. */
public final class AddressBook {
    private final DSLContext jooq;

    public AddressBook(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /** What is known of an account, and until when its address is locked or left alone. */
    public record Entry(
            @Nullable String accountId,
            @Nullable String name,
            @Nullable String locale,
            @Nullable Map<String, String> attributes,
            @Nullable Instant signedUpAt,
            @Nullable Instant firstVerifiedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant lockedUntil,
            @Nullable Instant refusedUntil) {

        private static Entry of(Record row) {
            return new Entry(
                    row.get(ACCOUNT.ACCOUNT_ID),
                    row.get(ACCOUNT.NAME),
                    row.get(ACCOUNT.LOCALE),
                    Texts.read(row.get(ACCOUNT.ATTRIBUTES)),
                    row.get(ACCOUNT.SIGNED_UP_AT),
                    row.get(ACCOUNT.FIRST_VERIFIED_AT),
                    row.get(ACCOUNT.VERIFIED_AT),
                    row.get(ADDRESS.LOCKED_UNTIL),
                    row.get(ADDRESS.REFUSED_UNTIL));
        }
    }

    public Optional<Entry> find(Mailbox mailbox) {
        return jooq.select(ACCOUNT.fields())
                .select(ADDRESS.LOCKED_UNTIL, ADDRESS.REFUSED_UNTIL)
                .from(ACCOUNT)
                .leftJoin(ADDRESS)
                .on(ADDRESS.APPLICATION.eq(ACCOUNT.APPLICATION))
                .and(ADDRESS.EMAIL.eq(ACCOUNT.EMAIL))
                .where(ACCOUNT.APPLICATION.eq(mailbox.application()))
                .and(ACCOUNT.EMAIL.eq(mailbox.email()))
                .fetchOptional(Entry::of);
    }

    /** Locks from before {@code at} count no longer, also those that are not read yet. */
    public void unlock(Mailbox mailbox, Instant at) {
        jooq.insertInto(ADDRESS)
                .set(ADDRESS.APPLICATION, mailbox.application())
                .set(ADDRESS.EMAIL, mailbox.email())
                .set(ADDRESS.UNLOCKED_AT, at)
                .set(ADDRESS.FORGOTTEN_AT, at.plus(Address.LONGEST_WINDOW))
                .onConflict(ADDRESS.APPLICATION, ADDRESS.EMAIL)
                .doUpdate()
                .set(ADDRESS.LOCKED_UNTIL, when(ADDRESS.LOCKED_AT.gt(at), ADDRESS.LOCKED_UNTIL))
                .set(ADDRESS.UNLOCKED_AT, at)
                .execute();
    }

    /**
     * No row speaks of the address any more, nor will one for what was asked before {@code at}; its pseudonym is kept as
     * long as a request may be unread.
     */
    public void erase(Mailbox mailbox, Instant at) {
        jooq.transaction(config -> {
            DSLContext tx = config.dsl();
            Erasures.exclude(tx);
            Erasures.note(tx, mailbox, at);
            tx.deleteFrom(REQUEST)
                    .where(REQUEST.EMAIL.eq(mailbox.email()))
                    .and(REQUEST.APPLICATION.eq(mailbox.application()))
                    .execute();
            tx.deleteFrom(CHALLENGE)
                    .where(CHALLENGE.EMAIL.eq(mailbox.email()))
                    .and(CHALLENGE.APPLICATION.eq(mailbox.application()))
                    .execute();
            tx.deleteFrom(ADDRESS)
                    .where(ADDRESS.APPLICATION.eq(mailbox.application()))
                    .and(ADDRESS.EMAIL.eq(mailbox.email()))
                    .execute();
            tx.deleteFrom(ACCOUNT)
                    .where(ACCOUNT.APPLICATION.eq(mailbox.application()))
                    .and(ACCOUNT.EMAIL.eq(mailbox.email()))
                    .execute();
        });
    }
}
