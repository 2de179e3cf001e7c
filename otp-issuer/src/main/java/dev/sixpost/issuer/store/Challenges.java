package dev.sixpost.issuer.store;

import static dev.sixpost.issuer.db.Tables.CHALLENGE;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.select;

import dev.sixpost.issuer.decide.Challenge;
import dev.sixpost.issuer.decide.FinalState;
import dev.sixpost.issuer.decide.Slot;
import dev.sixpost.kit.crypto.Keys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The table of challenges. */
final class Challenges {
    private final Keys keys;

    Challenges(Keys keys) {
        this.keys = keys;
    }

    /** The current challenge of each slot that has one, locked until the transaction ends, always in the same order. */
    Map<Slot, Challenge> lockCurrent(DSLContext tx, Collection<Slot> slots) {
        Columns<Slot> k = new Columns<>(List.copyOf(slots));
        Field<String> application = k.add(CHALLENGE.APPLICATION, Slot::application);
        Field<String> email = k.add(CHALLENGE.EMAIL, Slot::email);
        Field<String> purpose = k.add(CHALLENGE.PURPOSE, slot -> slot.purpose().wire());
        return tx
                .select(CHALLENGE.fields())
                .from(k.table())
                .join(CHALLENGE)
                .on(CHALLENGE.APPLICATION.eq(application))
                .and(CHALLENGE.EMAIL.eq(email))
                .and(CHALLENGE.PURPOSE.eq(purpose))
                .and(condition(CHALLENGE.IS_CURRENT))
                .orderBy(CHALLENGE.CHALLENGE_ID)
                .forUpdate()
                .of(CHALLENGE)
                .fetch(ChallengeRow::read)
                .stream()
                .collect(Collectors.toMap(Challenge::slot, Function.identity()));
    }

    void insert(DSLContext tx, List<Challenge> opened) {
        if (opened.isEmpty()) {
            return;
        }
        Columns<Challenge> k = ChallengeRow.columns(opened, keys);
        tx.insertInto(CHALLENGE, k.targets())
                .select(select(k.fields()).from(k.table()))
                .execute();
    }

    /** Before the new ones are inserted: a slot has one current challenge. */
    void update(DSLContext tx, List<Challenge> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Columns<Challenge> k = new Columns<>(changed);
        Field<String> id = k.add(CHALLENGE.CHALLENGE_ID, Challenge::id);
        tx.update(CHALLENGE)
                .set(
                        CHALLENGE.RESENDS,
                        k.add(CHALLENGE.RESENDS, c -> c.standing().resends()))
                .set(
                        CHALLENGE.RESEND_AT,
                        k.add(CHALLENGE.RESEND_AT, c -> c.standing().resendAt()))
                .set(
                        CHALLENGE.IS_CURRENT,
                        k.add(CHALLENGE.IS_CURRENT, c -> c.standing().current()))
                .set(
                        CHALLENGE.FINAL_STATE,
                        k.add(CHALLENGE.FINAL_STATE, c -> wire(c.standing().finalState())))
                .set(
                        CHALLENGE.FINAL_AT,
                        k.add(CHALLENGE.FINAL_AT, c -> c.standing().finalAt()))
                .from(k.table())
                .where(CHALLENGE.CHALLENGE_ID.eq(id))
                .execute();
    }

    static @Nullable String wire(@Nullable FinalState state) {
        return state == null ? null : state.wire();
    }
}
