package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.Poll;
import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.kit.crypto.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
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

            Retention retention = new Retention(postgres);
            int deleted = 0;
            for (int rows = Retention.ROWS; rows >= Retention.ROWS; deleted += rows) {
                rows = retention.sweep();
                assertThat(rows).as("a portion").isLessThan(6 * Retention.ROWS);
                assertThat(orphans(postgres))
                        .as("requests without their challenge")
                        .isZero();
            }

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

    private static Integer orphans(Postgres postgres) {
        return postgres.jooq()
                .fetchSingle("select count(*) from request where challenge_id is not null and challenge_id not in"
                        + " (select challenge_id from challenge)")
                .get(0, Integer.class);
    }

    /** Invariant I22: what was counted a moment ago is not forgotten with what was there before. */
    @Test
    void aRowThatIsWrittenWhileItIsBeingForgottenStays() throws Exception {
        Database database = new Database(TestDatabase.create(), TestDatabase.username(), TestDatabase.password());
        try (Postgres writing = new Postgres(database);
                Postgres sweeping = new Postgres(database);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            writing.migrate();
            Ledger ledger = new Ledger(writing, Keys.parse(Batches.KEYS), Batches.RULES);
            decide(ledger, 0, 1, Instant.now().minus(Retention.KEPT).plus(Duration.ofMinutes(11)));
            Future<Integer> swept = writing.jooq().transactionResult(within -> {
                within.dsl().execute("update address set forgotten_at = now() + interval '1 day'");
                within.dsl().execute("update tally set starts_at = now()");
                Future<Integer> begun = executor.submit(() -> new Retention(sweeping).sweep());
                Poll.until(() -> isWaited(within.dsl()));
                return begun;
            });

            swept.get(20, TimeUnit.SECONDS);

            assertThat(writing.jooq().fetchValue("select count(*) from address"))
                    .isEqualTo(1L);
            assertThat(writing.jooq().fetchValue("select count(*) from tally")).isEqualTo(2L);
        }
    }

    /** Locks are looked at as they are; who is connected is what it was when a transaction first asked. */
    private static boolean isWaited(DSLContext within) {
        return Boolean.TRUE.equals(within.fetchValue("select exists (select from pg_locks where not granted"
                + " and pg_backend_pid() = any (pg_blocking_pids(pid)))"));
    }

    private static void decide(Ledger ledger, int from, int to, Instant at) {
        List<Ask> asks = Batches.asks(from, to, at);
        ledger.decide(new Work(asks, List.of(), List.of(), List.of(), Map.of()), Batches.circumstances(at));
    }
}
