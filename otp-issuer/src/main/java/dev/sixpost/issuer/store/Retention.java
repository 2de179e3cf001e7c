package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static dev.sixpost.issuer.db.Tables.REQUEST;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
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
 * longer than their topic: whoever reads that from its beginning still finds each of them answered.
 */
public final class Retention {
    static final Duration KEPT = Duration.ofDays(8);
    static final int ROWS = 1_000;

    /** Per pass; what is left is for the next one. */
    private static final int TRANSACTIONS = 500;

    private final DSLContext jooq;

    public Retention(Postgres postgres) {
        this.jooq = postgres.jooq();
    }

    /** The number of rows deleted. */
    public int sweep() {
        return sweep(REQUEST, REQUEST.REQUEST_ID, REQUEST.DECIDED_AT)
                + sweep(CHALLENGE, CHALLENGE.CHALLENGE_ID, CHALLENGE.ENDS_AT);
    }

    private int sweep(Table<?> table, TableField<?, String> id, TableField<?, Instant> time) {
        Condition past = time.lt(before());
        int deleted = 0;
        for (int i = 0; i < TRANSACTIONS && !Thread.currentThread().isInterrupted(); i++) {
            int rows = jooq.deleteFrom(table)
                    .where(id.in(
                            select(id).from(table).where(past).orderBy(time).limit(inline(ROWS))))
                    .execute();
            deleted += rows;
            if (rows < ROWS) {
                break;
            }
        }
        return deleted;
    }

    private static Field<Instant> before() {
        return field("now() - {0}", SQLDataType.INSTANT, inline(DayToSecond.valueOf(KEPT)));
    }
}
