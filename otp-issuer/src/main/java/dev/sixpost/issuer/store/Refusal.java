package dev.sixpost.issuer.store;

import java.util.Set;
import org.jooq.exception.DataAccessException;

/** What PostgreSQL's refusals mean, by their SQLSTATE. What is none of these is a database that is not there just now. */
final class Refusal {
    private static final String DUPLICATE = "23505";
    private static final Set<String> COLLISIONS = Set.of(DUPLICATE, "40001", "40P01");

    private Refusal() {}

    /** Another instance was quicker: deciding again on what it left helps. */
    static boolean isCollision(DataAccessException e) {
        return COLLISIONS.contains(e.sqlState());
    }

    /** A collision with a row; one that stays is not with another instance. */
    static boolean isDuplicate(DataAccessException e) {
        return e.sqlState().equals(DUPLICATE);
    }

    /** A value no column takes, or a rule no row may break: trying again never helps. */
    static boolean isFinal(DataAccessException e) {
        String state = e.sqlState();
        return !isCollision(e) && (state.startsWith("22") || state.startsWith("23"));
    }
}
