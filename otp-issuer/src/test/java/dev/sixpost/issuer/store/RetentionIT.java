package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.kit.crypto.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionIT {

    @Test
    void whatIsPastItsTimeGoesInPortionsAndTheRestStays() {
        try (Postgres postgres =
                new Postgres(new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password()))) {
            postgres.migrate();
            Ledger ledger = new Ledger(postgres, Keys.parse(Batches.KEYS), Batches.RULES);
            Instant now = Instant.now();
            Instant old = now.minus(Retention.KEPT).minus(Duration.ofMinutes(11));
            decide(ledger, 0, 2 * Retention.ROWS + 1, old);
            decide(ledger, 5_000, 5_010, now.minus(Retention.KEPT).plus(Duration.ofMinutes(1)));

            int deleted = new Retention(postgres).sweep();

            int requests = 2 * Retention.ROWS + 1 + 10;
            assertThat(deleted)
                    .as("requests and challenges, addresses, tallies of clients and of the application")
                    .isEqualTo(2 * (requests - 10) + requests + requests + 1);
            assertThat(postgres.jooq().fetchValue("select count(*) from request"))
                    .isEqualTo(10L);
            assertThat(postgres.jooq().fetchValue("select count(*) from challenge"))
                    .isEqualTo(10L);
            assertThat(new Retention(postgres).sweep()).isZero();
        }
    }

    private static void decide(Ledger ledger, int from, int to, Instant at) {
        List<Ask> asks = Batches.asks(from, to, at);
        ledger.decide(new Work(asks, List.of(), List.of(), List.of(), Map.of()), Batches.circumstances(at));
    }
}
