package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ADDRESS;
import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.sixpost.issuer.decide.Address;
import dev.sixpost.issuer.decide.Mailbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;

/** What limits and refusals are counted by, per address. Rows are written in one order, so that nobody waits in a circle. */
final class Addresses {
    private static final Wording MAILED = new Wording();
    private static final Wording LOCK = new Wording();
    private static final Wording REFUSE = new Wording();

    /**
     * An address to which nothing goes for a while.
     *
     * @param at when that was said
     */
    record Barred(Mailbox mailbox, Instant at, Instant until) {
        Barred or(Barred other) {
            return until.isBefore(other.until) ? other : this;
        }
    }

    /**
     * Mails that were promised. Exact over any number of instances: a row that is not as it was when it was counted on
     * makes the whole batch decide again.
     */
    void mailed(Script script, Map<Mailbox, Address> mailed, Instant now) {
        if (mailed.isEmpty()) {
            return;
        }
        Columns<Map.Entry<Mailbox, Address>> k = new Columns<>(List.copyOf(mailed.entrySet()));
        Field<String> application = k.add(ADDRESS.APPLICATION, m -> m.getKey().application());
        Field<String> email = k.add(ADDRESS.EMAIL, m -> m.getKey().email());
        k.add(ADDRESS.MAILS, m -> Timestamps.write(m.getValue().mails()));
        k.add(ADDRESS.VERSION, m -> m.getValue().version() + 1);
        k.add(ADDRESS.FORGOTTEN_AT, _ -> forgottenAt(now.plus(Address.LONGEST_WINDOW)));
        script.write(
                MAILED,
                k,
                () -> script.tx()
                        .insertInto(ADDRESS, k.targets())
                        .select(select(k.fields()).from(k.table()).orderBy(email, application))
                        .onConflict(ADDRESS.APPLICATION, ADDRESS.EMAIL)
                        .doUpdate()
                        .set(ADDRESS.MAILS, excluded(ADDRESS.MAILS))
                        .set(ADDRESS.VERSION, excluded(ADDRESS.VERSION))
                        .set(ADDRESS.FORGOTTEN_AT, greatest(ADDRESS.FORGOTTEN_AT, excluded(ADDRESS.FORGOTTEN_AT)))
                        .where(ADDRESS.VERSION.eq(excluded(ADDRESS.VERSION).minus(inline(1L)))),
                written -> requireAll(written, mailed.size()));
    }

    private static void requireAll(int written, int meant) {
        if (written != meant) {
            throw new CollisionException();
        }
    }

    /**
     * The failures of the day are used up; what was said before an operator ended the lock counts no longer, nor what was
     * said of an address that has been erased since: what it failed at is gone.
     */
    void lock(Script script, Collection<Barred> locked) {
        Condition stands = ADDRESS.UNLOCKED_AT.isNull().or(ADDRESS.UNLOCKED_AT.lt(excluded(ADDRESS.LOCKED_AT)));
        bar(script, LOCK, locked, ADDRESS.LOCKED_AT, ADDRESS.LOCKED_UNTIL, Addresses::hadAChallenge, stands);
    }

    private static Condition hadAChallenge(Field<String> application, Field<String> email, Field<Instant> by) {
        return exists(selectOne()
                .from(CHALLENGE)
                .where(CHALLENGE.EMAIL.eq(email))
                .and(CHALLENGE.APPLICATION.eq(application))
                .and(CHALLENGE.REQUESTED_AT.le(by)));
    }

    /** Whom it may be said of. */
    private interface Known {
        Condition of(Field<String> application, Field<String> email, Field<Instant> said);
    }

    /** A server has refused the address for good. */
    void refuse(Script script, Collection<Barred> refused) {
        bar(
                script,
                REFUSE,
                refused,
                ADDRESS.REFUSED_AT,
                ADDRESS.REFUSED_UNTIL,
                (_, _, _) -> noCondition(),
                noCondition());
    }

    /** Nobody is barred for longer because the same was said twice. */
    private static void bar(
            Script script,
            Wording wording,
            Collection<Barred> barred,
            Field<Instant> said,
            Field<Instant> until,
            Known known,
            Condition stands) {
        if (barred.isEmpty()) {
            return;
        }
        Columns<Barred> k = new Columns<>(List.copyOf(barred));
        Field<String> application = k.add(ADDRESS.APPLICATION, b -> b.mailbox().application());
        Field<String> email = k.add(ADDRESS.EMAIL, b -> b.mailbox().email());
        Field<Instant> at = k.add(said, Barred::at);
        k.add(until, Barred::until);
        k.add(ADDRESS.FORGOTTEN_AT, b -> forgottenAt(b.until()));
        script.write(
                wording,
                k,
                () -> script.tx()
                        .insertInto(ADDRESS, k.targets())
                        .select(select(k.fields())
                                .from(k.table())
                                .where(known.of(application, email, at))
                                .orderBy(email, application))
                        .onConflict(ADDRESS.APPLICATION, ADDRESS.EMAIL)
                        .doUpdate()
                        .set(said, greatest(said, excluded(said)))
                        .set(until, greatest(until, excluded(until)))
                        .set(ADDRESS.FORGOTTEN_AT, greatest(ADDRESS.FORGOTTEN_AT, excluded(ADDRESS.FORGOTTEN_AT)))
                        .where(stands));
    }

    /** Whole hours: a row that is written again mostly stays where it is in its index. */
    private static Instant forgottenAt(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    }
}
