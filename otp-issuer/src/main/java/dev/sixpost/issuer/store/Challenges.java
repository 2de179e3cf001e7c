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
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The table of challenges. */
final class Challenges {
    private static final Wording LOCK_CURRENT = new Wording();
    private static final Wording INSERT = new Wording();
    private static final Wording UPDATE = new Wording();

    private final Keys keys;

    Challenges(Keys keys) {
        this.keys = keys;
    }

    /** The current challenge of each slot that has one, locked until the transaction ends, always in the same order. */
    void lockCurrent(Script script, Collection<Slot> slots, Map<Slot, Challenge> found) {
        Columns<Slot> k = new Columns<>(List.copyOf(slots));
        Field<String> application = k.add(CHALLENGE.APPLICATION, Slot::application);
        Field<String> email = k.add(CHALLENGE.EMAIL, Slot::email);
        Field<String> purpose = k.add(CHALLENGE.PURPOSE, slot -> slot.purpose().wire());
        script.read(
                LOCK_CURRENT,
                k,
                () -> script.tx()
                        .select(CHALLENGE.fields())
                        .from(k.table())
                        .join(CHALLENGE)
                        .on(CHALLENGE.APPLICATION.eq(application))
                        .and(CHALLENGE.EMAIL.eq(email))
                        .and(CHALLENGE.PURPOSE.eq(purpose))
                        .and(condition(CHALLENGE.IS_CURRENT))
                        .orderBy(CHALLENGE.CHALLENGE_ID)
                        .forUpdate()
                        .of(CHALLENGE),
                rows -> rows.map(ChallengeRow::read).forEach(challenge -> found.put(challenge.slot(), challenge)));
    }

    void insert(Script script, List<Challenge> opened) {
        if (opened.isEmpty()) {
            return;
        }
        Columns<Challenge> k = ChallengeRow.columns(opened, keys);
        script.write(
                INSERT,
                k,
                () -> script.tx()
                        .insertInto(CHALLENGE, k.targets())
                        .select(select(k.fields()).from(k.table())));
    }

    /** Before the new ones are inserted: a slot has one current challenge. */
    void update(Script script, List<Challenge> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Columns<Challenge> k = new Columns<>(changed);
        Field<String> id = k.add(CHALLENGE.CHALLENGE_ID, Challenge::id);
        var resends = k.add(CHALLENGE.RESENDS, c -> c.standing().resends());
        var resendAt = k.add(CHALLENGE.RESEND_AT, c -> c.standing().resendAt());
        var isCurrent = k.add(CHALLENGE.IS_CURRENT, c -> c.standing().current());
        var finalState = k.add(CHALLENGE.FINAL_STATE, c -> wire(c.standing().finalState()));
        var finalAt = k.add(CHALLENGE.FINAL_AT, c -> c.standing().finalAt());
        script.write(
                UPDATE,
                k,
                () -> script.tx()
                        .update(CHALLENGE)
                        .set(CHALLENGE.RESENDS, resends)
                        .set(CHALLENGE.RESEND_AT, resendAt)
                        .set(CHALLENGE.IS_CURRENT, isCurrent)
                        .set(CHALLENGE.FINAL_STATE, finalState)
                        .set(CHALLENGE.FINAL_AT, finalAt)
                        .from(k.table())
                        .where(CHALLENGE.CHALLENGE_ID.eq(id)));
    }

    static @Nullable String wire(@Nullable FinalState state) {
        return state == null ? null : state.wire();
    }
}
