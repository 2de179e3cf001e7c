package dev.sixpost.issuer.store;

import java.util.Set;
import org.jooq.exception.DataAccessException;

/** What PostgreSQL's refusals mean, by their SQLSTATE. */
final class Collision {
    private static final Set<String> STATES = Set.of("23505", "40001", "40P01", "55P03");

    private Collision() {}

    /** Another instance was quicker: deciding again on what it left helps. */
    static boolean isOne(DataAccessException e) {
        return STATES.contains(e.sqlState());
    }

    /** A value no column takes: trying again never helps. Anything else is a database that is not there just now. */
    static boolean isData(DataAccessException e) {
        String state = e.sqlState();
        return !isOne(e) && (state.startsWith("22") || state.startsWith("23"));
    }
}
