package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import org.junit.jupiter.api.Test;

class SlowMigrationIT {
    @Test
    void aMigrationThatTakesLongerThanABatchMayIsCarriedOut() {
        Database database = new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password());
        try (Postgres postgres = new Postgres(database)) {
            postgres.migrate("classpath:db/slow");

            assertThat(postgres.jooq().fetchValue("select count(*) from migrated"))
                    .isEqualTo(0L);
        }
    }
}
