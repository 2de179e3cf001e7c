package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.Poll;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** K-27: an instance that is frozen within a transaction holds its rows for seconds, not for as long as it is frozen. */
class FrozenTransactionIT {
    private static final String HOLD = "select id from held where id = 1 for update";

    @Test
    void whoDoesNothingWithinATransactionLosesItsRowsToTheOthers() {
        Database database = new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password());
        try (Postgres frozen = new Postgres(database);
                Postgres other = new Postgres(database)) {
            other.jooq().execute("create table held (id integer primary key)");
            other.jooq().execute("insert into held values (1)");

            assertThatThrownBy(() -> frozen.jooq().transaction(within -> {
                        assertThat(within.dsl().fetchValue(HOLD)).isEqualTo(1);
                        Poll.until(() -> isHad(other));
                    }))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    private static boolean isHad(Postgres other) {
        try {
            return other.jooq().fetchOne(HOLD) != null;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
