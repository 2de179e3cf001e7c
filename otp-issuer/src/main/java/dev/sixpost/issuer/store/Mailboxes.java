package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ACCOUNT;
import static dev.sixpost.issuer.db.Tables.ADDRESS;
import static dev.sixpost.issuer.db.Tables.ERASURE;

import dev.sixpost.issuer.decide.Account;
import dev.sixpost.issuer.decide.Address;
import dev.sixpost.issuer.decide.Mailbox;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;

/** What is known of addresses, accounts, limits and erasures, in one look. */
record Mailboxes(Map<Mailbox, Account> accounts, Map<Mailbox, Address> addresses, Map<Mailbox, Instant> erasures) {

    private static final Wording FIND = new Wording();

    Mailboxes() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    void find(Script script, Collection<Mailbox> mailboxes) {
        Columns<Mailbox> k = new Columns<>(List.copyOf(mailboxes));
        Field<String> application = k.add(ACCOUNT.APPLICATION, Mailbox::application);
        Field<String> email = k.add(ACCOUNT.EMAIL, Mailbox::email);
        Field<String> subject = k.add(ERASURE.SUBJECT, Mailbox::subject);
        script.read(
                FIND,
                k,
                () -> script.tx()
                        .select(application, email)
                        .select(
                                ACCOUNT.EMAIL,
                                ACCOUNT.ACCOUNT_ID,
                                ACCOUNT.FIRST_VERIFIED_AT,
                                ACCOUNT.LOCALE,
                                ACCOUNT.ATTRIBUTES)
                        .select(
                                ADDRESS.EMAIL,
                                ADDRESS.VERSION,
                                ADDRESS.MAILS,
                                ADDRESS.LOCKED_UNTIL,
                                ADDRESS.REFUSED_UNTIL)
                        .select(ERASURE.ERASED_AT)
                        .from(k.table())
                        .leftJoin(ACCOUNT)
                        .on(ACCOUNT.APPLICATION.eq(application))
                        .and(ACCOUNT.EMAIL.eq(email))
                        .leftJoin(ADDRESS)
                        .on(ADDRESS.APPLICATION.eq(application))
                        .and(ADDRESS.EMAIL.eq(email))
                        .leftJoin(ERASURE)
                        .on(ERASURE.SUBJECT.eq(subject)),
                rows -> rows.forEach(row -> add(new Mailbox(row.get(application), row.get(email)), row)));
    }

    private void add(Mailbox mailbox, Record row) {
        if (row.get(ACCOUNT.EMAIL) != null) {
            accounts.put(
                    mailbox,
                    new Account(
                            row.get(ACCOUNT.ACCOUNT_ID),
                            row.get(ACCOUNT.FIRST_VERIFIED_AT),
                            row.get(ACCOUNT.LOCALE),
                            Texts.read(row.get(ACCOUNT.ATTRIBUTES))));
        }
        if (row.get(ADDRESS.EMAIL) != null) {
            addresses.put(
                    mailbox,
                    new Address(
                            row.get(ADDRESS.VERSION),
                            Timestamps.read(row.get(ADDRESS.MAILS)),
                            row.get(ADDRESS.LOCKED_UNTIL),
                            row.get(ADDRESS.REFUSED_UNTIL)));
        }
        Instant erasedAt = row.get(ERASURE.ERASED_AT);
        if (erasedAt != null) {
            erasures.put(mailbox, erasedAt);
        }
    }
}
