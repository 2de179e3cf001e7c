package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.TALLY;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.sixpost.issuer.decide.Tally;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Counters that many batches share. They are read without a lock and written last, in key order: another instance waits
 * for a moment only, and what it counts meanwhile is the batch by which a limit may overshoot.
 */
final class Tallies {

    private static final Wording FIND = new Wording();
    private static final Wording ADD = new Wording();

    void find(Script script, Collection<String> names, Map<String, Tally> found) {
        Columns<String> k = new Columns<>(List.copyOf(names));
        Field<String> key = k.add(TALLY.KEY, Function.identity());
        script.read(
                FIND,
                k,
                () -> script.tx()
                        .select(TALLY.fields())
                        .from(k.table())
                        .join(TALLY)
                        .on(TALLY.KEY.eq(key)),
                rows -> rows.forEach(row -> found.put(
                        row.get(TALLY.KEY),
                        new Tally(row.get(TALLY.STARTS_AT), row.get(TALLY.USED), row.get(TALLY.USED_BEFORE)))));
    }

    /** Adds to the window a batch counted in, or to the later one that another instance has begun. */
    void add(Script script, Map<String, Tally.Change> taken) {
        if (taken.isEmpty()) {
            return;
        }
        Columns<Map.Entry<String, Tally.Change>> k = new Columns<>(List.copyOf(taken.entrySet()));
        Field<String> key = k.add(TALLY.KEY, Map.Entry::getKey);
        k.add(TALLY.STARTS_AT, t -> t.getValue().after().startsAt());
        k.add(TALLY.USED, t -> t.getValue().added());
        k.add(TALLY.USED_BEFORE, t -> t.getValue().after().usedBefore());
        Condition begun = TALLY.STARTS_AT.lt(excluded(TALLY.STARTS_AT));
        script.write(
                ADD,
                k,
                () -> script.tx()
                        .insertInto(TALLY, k.targets())
                        .select(select(k.fields()).from(k.table()).orderBy(key))
                        .onConflict(TALLY.KEY)
                        .doUpdate()
                        .set(
                                TALLY.USED,
                                when(begun, excluded(TALLY.USED)).otherwise(TALLY.USED.plus(excluded(TALLY.USED))))
                        .set(
                                TALLY.USED_BEFORE,
                                when(begun, excluded(TALLY.USED_BEFORE)).otherwise(TALLY.USED_BEFORE))
                        .set(TALLY.STARTS_AT, greatest(TALLY.STARTS_AT, excluded(TALLY.STARTS_AT))));
    }
}
