package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.ERASURE;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;

import dev.sixpost.issuer.decide.Mailbox;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Which addresses were erased, and when. Batches go on side by side, an erasure only between them: what a batch writes is
 * there to be deleted, or was decided by somebody who knew.
 */
final class Erasures {
    /** Any number that nobody else in this database locks. */
    private static final long LOCK = 0x6f74705f65726173L;

    private static final Wording SHARE = new Wording();

    private Erasures() {}

    /** For batches, before they read anything: nobody is erased until the transaction ends. */
    static void share(Script script) {
        script.write(SHARE, new Columns<>(List.of()), () -> script.tx().select(lock("pg_advisory_xact_lock_shared")));
    }

    /** For whoever erases: waits for the batches at work, and keeps the next ones waiting until the transaction ends. */
    static void exclude(DSLContext tx) {
        tx.select(lock("pg_advisory_xact_lock")).execute();
    }

    static void note(DSLContext tx, Mailbox mailbox, Instant at) {
        tx.insertInto(ERASURE)
                .set(ERASURE.SUBJECT, mailbox.subject())
                .set(ERASURE.ERASED_AT, at)
                .onConflict(ERASURE.SUBJECT)
                .doUpdate()
                .set(ERASURE.ERASED_AT, greatest(ERASURE.ERASED_AT, excluded(ERASURE.ERASED_AT)))
                .execute();
    }

    private static Field<Object> lock(String function) {
        return field(function + "({0})", SQLDataType.OTHER, inline(LOCK));
    }
}
