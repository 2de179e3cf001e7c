package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static dev.sixpost.issuer.db.Tables.REQUEST;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.select;

import dev.sixpost.issuer.decide.Answer;
import dev.sixpost.issuer.decide.Asked;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Field;

/** The ledger: one row per request, with its one outcome. */
final class Answers {

    private static final Wording FIND = new Wording();
    private static final Wording FIND_HOLDERS = new Wording();
    private static final Wording REPLACE = new Wording();
    private static final Wording FREE = new Wording();
    private static final Wording INSERT = new Wording();

    /** What was decided on these requests, with the challenge as it stands now. */
    void find(Script script, Collection<String> requestIds, Map<String, Answer> found) {
        Columns<String> k = new Columns<>(List.copyOf(requestIds));
        Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
        script.read(
                FIND,
                k,
                () -> script.tx()
                        .select(REQUEST.fields())
                        .select(CHALLENGE.fields())
                        .from(k.table())
                        .join(REQUEST)
                        .on(REQUEST.REQUEST_ID.eq(id))
                        .leftJoin(CHALLENGE)
                        .on(CHALLENGE.CHALLENGE_ID.eq(REQUEST.CHALLENGE_ID)),
                rows -> rows.map(AnswerRow::read)
                        .forEach(answer -> found.put(answer.asked().requestId(), answer)));
    }

    /** Which request holds each of these idempotency digests. */
    void findHolders(Script script, Collection<String> idempotency, Map<String, Asked> found) {
        if (idempotency.isEmpty()) {
            return;
        }
        Columns<String> k = new Columns<>(List.copyOf(idempotency));
        Field<String> key = k.add(REQUEST.IDEMPOTENCY, Function.identity());
        script.read(
                FIND_HOLDERS,
                k,
                () -> script.tx()
                        .select(REQUEST.fields())
                        .from(k.table())
                        .join(REQUEST)
                        .on(REQUEST.IDEMPOTENCY.eq(key)),
                rows -> rows.map(AnswerRow::readAsked)
                        .forEach(asked -> found.put(String.valueOf(asked.idempotency()), asked)));
    }

    /** A row that is decided anew gives way; one that only held an Idempotency-Key stays without it. */
    void giveWay(Script script, List<String> outlived, Collection<String> decidedNow) {
        List<String> replaced = outlived.stream().filter(decidedNow::contains).toList();
        List<String> freed =
                outlived.stream().filter(id -> !decidedNow.contains(id)).toList();
        if (!replaced.isEmpty()) {
            Columns<String> k = new Columns<>(replaced);
            Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
            script.write(
                    REPLACE,
                    k,
                    () -> script.tx().deleteFrom(REQUEST).using(k.table()).where(REQUEST.REQUEST_ID.eq(id)));
        }
        if (!freed.isEmpty()) {
            Columns<String> k = new Columns<>(freed);
            Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
            script.write(
                    FREE,
                    k,
                    () -> script.tx()
                            .update(REQUEST)
                            .set(REQUEST.IDEMPOTENCY, castNull(REQUEST.IDEMPOTENCY))
                            .from(k.table())
                            .where(REQUEST.REQUEST_ID.eq(id)));
        }
    }

    void insert(Script script, List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Columns<Answer> k = AnswerRow.columns(answers);
        script.write(
                INSERT,
                k,
                () -> script.tx()
                        .insertInto(REQUEST, k.targets())
                        .select(select(k.fields()).from(k.table())));
    }
}
