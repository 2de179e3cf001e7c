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
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The ledger: one row per request, with its one outcome. */
final class Answers {

    /** What was decided on these requests, with the challenge as it stands now. */
    Map<String, Answer> find(DSLContext tx, Collection<String> requestIds) {
        Columns<String> k = new Columns<>(List.copyOf(requestIds));
        Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
        return tx
                .select(REQUEST.fields())
                .select(CHALLENGE.fields())
                .from(k.table())
                .join(REQUEST)
                .on(REQUEST.REQUEST_ID.eq(id))
                .leftJoin(CHALLENGE)
                .on(CHALLENGE.CHALLENGE_ID.eq(REQUEST.CHALLENGE_ID))
                .fetch(AnswerRow::read)
                .stream()
                .collect(Collectors.toMap(answer -> answer.asked().requestId(), Function.identity()));
    }

    /** Which request holds each of these idempotency digests. */
    Map<String, Asked> findHolders(DSLContext tx, Collection<String> idempotency) {
        if (idempotency.isEmpty()) {
            return Map.of();
        }
        Columns<String> k = new Columns<>(List.copyOf(idempotency));
        Field<String> key = k.add(REQUEST.IDEMPOTENCY, Function.identity());
        return tx
                .select(REQUEST.fields())
                .from(k.table())
                .join(REQUEST)
                .on(REQUEST.IDEMPOTENCY.eq(key))
                .fetch(AnswerRow::readAsked)
                .stream()
                .collect(Collectors.toMap(asked -> String.valueOf(asked.idempotency()), Function.identity()));
    }

    /** A row that is decided anew gives way; one that only held an Idempotency-Key stays without it. */
    void giveWay(DSLContext tx, List<String> outlived, Collection<String> decidedNow) {
        List<String> replaced = outlived.stream().filter(decidedNow::contains).toList();
        List<String> freed =
                outlived.stream().filter(id -> !decidedNow.contains(id)).toList();
        if (!replaced.isEmpty()) {
            Columns<String> k = new Columns<>(replaced);
            Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
            tx.deleteFrom(REQUEST)
                    .using(k.table())
                    .where(REQUEST.REQUEST_ID.eq(id))
                    .execute();
        }
        if (!freed.isEmpty()) {
            Columns<String> k = new Columns<>(freed);
            Field<String> id = k.add(REQUEST.REQUEST_ID, Function.identity());
            tx.update(REQUEST)
                    .set(REQUEST.IDEMPOTENCY, castNull(REQUEST.IDEMPOTENCY))
                    .from(k.table())
                    .where(REQUEST.REQUEST_ID.eq(id))
                    .execute();
        }
    }

    void insert(DSLContext tx, List<Answer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Columns<Answer> k = AnswerRow.columns(answers);
        tx.insertInto(REQUEST, k.targets())
                .select(select(k.fields()).from(k.table()))
                .execute();
    }
}
