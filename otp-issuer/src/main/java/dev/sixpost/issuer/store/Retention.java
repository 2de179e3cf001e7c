package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ADDRESS;
import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static dev.sixpost.issuer.db.Tables.REQUEST;
import static dev.sixpost.issuer.db.Tables.TALLY;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/**
 * Deletes what is past its time, a thousand rows per transaction, so that nobody waits for it. Requests are kept for a day
 * longer than their topic: whoever reads that from its beginning still finds each of them answered. Of a row that was
 * chosen and is then written by somebody else only the outer condition is looked at again.
 */
public final class Retention {
    static final Duration KEPT = Duration.ofDays(8);
    /** Twice the longest window of a tally, and some more. */
    static final Duration COUNTED = Duration.ofHours(1);

    static final int ROWS = 1_000;

    /** Per pass; what is left is for the next one. */
    private static final int TRANSACTIONS = 500;

    private final DSLContext jooq;

    public Retention(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /** The number of rows deleted. */
    public int sweep() {
        return sweep(REQUEST, oldest(REQUEST, REQUEST.REQUEST_ID, REQUEST.DECIDED_AT, KEPT))
                + sweep(CHALLENGE, oldest(CHALLENGE, CHALLENGE.CHALLENGE_ID, CHALLENGE.ENDS_AT, KEPT))
                + sweep(TALLY, oldest(TALLY, TALLY.KEY, TALLY.STARTS_AT, COUNTED))
                + sweep(ADDRESS, oldestAddresses());
    }

    private int sweep(Table<?> table, Condition oldest) {
        int deleted = 0;
        for (int i = 0; i < TRANSACTIONS && !Thread.currentThread().isInterrupted(); i++) {
            int rows = jooq.deleteFrom(table).where(oldest).execute();
            deleted += rows;
            if (rows < ROWS) {
                break;
            }
        }
        return deleted;
    }

    private static Condition oldest(
            Table<?> table, TableField<?, String> id, TableField<?, Instant> time, Duration kept) {
        return id.in(select(id)
                        .from(table)
                        .where(isPast(time, kept))
                        .orderBy(time)
                        .limit(inline(ROWS)))
                .and(isPast(time, kept));
    }

    private static Condition oldestAddresses() {
        return row(ADDRESS.APPLICATION, ADDRESS.EMAIL)
                .in(select(ADDRESS.APPLICATION, ADDRESS.EMAIL)
                        .from(ADDRESS)
                        .where(isPast(ADDRESS.FORGOTTEN_AT, Duration.ZERO))
                        .orderBy(ADDRESS.FORGOTTEN_AT)
                        .limit(inline(ROWS)))
                .and(isPast(ADDRESS.FORGOTTEN_AT, Duration.ZERO));
    }

    private static Condition isPast(Field<Instant> time, Duration kept) {
        return time.lt(field("now() - {0}", SQLDataType.INSTANT, inline(DayToSecond.valueOf(kept))));
    }
}
