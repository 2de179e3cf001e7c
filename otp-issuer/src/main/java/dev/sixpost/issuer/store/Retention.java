package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ADDRESS;
import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static dev.sixpost.issuer.db.Tables.ERASURE;
import static dev.sixpost.issuer.db.Tables.REQUEST;
import static dev.sixpost.issuer.db.Tables.TALLY;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/**
 * Deletes what is past its time, a thousand rows per transaction, so that nobody waits for it. Requests are kept for a day
 * longer than their topic promises: whoever reads that from its beginning finds each of them answered. What a segment
 * keeps for longer still is no request any more when it is read, but forgotten or too old. Of a row that was chosen and is
 * then written by somebody else only the outer condition is looked at again.
 */
public final class Retention {
    static final Duration KEPT = Duration.ofDays(8);
    /** Twice the longest window of a tally, and some more. */
    static final Duration COUNTED = Duration.ofHours(1);

    /** Of a portion, and table. */
    public static final int ROWS = 1_000;

    private static final List<Due> IN_ORDER = List.of(
            new Due(REQUEST, oldest(REQUEST, REQUEST.REQUEST_ID, REQUEST.DECIDED_AT, KEPT)),
            new Due(CHALLENGE, oldest(CHALLENGE, CHALLENGE.CHALLENGE_ID, CHALLENGE.ENDS_AT, KEPT)),
            new Due(ERASURE, oldest(ERASURE, ERASURE.SUBJECT, ERASURE.ERASED_AT, KEPT)),
            new Due(TALLY, oldest(TALLY, TALLY.KEY, TALLY.STARTS_AT, COUNTED)),
            new Due(ADDRESS, oldestAddresses()));

    private final DSLContext jooq;

    private record Due(Table<?> table, Condition oldest) {}

    public Retention(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /**
     * Deletes a portion, of one table after the other: no challenge goes before the requests it was opened for. Returns
     * the number of rows; as long as that is {@link #ROWS} or more there may be more to delete.
     */
    public int sweep() {
        int deleted = 0;
        for (Due due : IN_ORDER) {
            int rows = jooq.deleteFrom(due.table()).where(due.oldest()).execute();
            deleted += rows;
            if (rows == ROWS) {
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
