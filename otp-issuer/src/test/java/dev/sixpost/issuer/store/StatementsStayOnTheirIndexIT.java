package dev.sixpost.issuer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.issuer.Poll;
import dev.sixpost.kit.crypto.Keys;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On tables that grew by 120 000 rows each after the plans were made, and that nobody ever analysed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementsStayOnTheirIndexIT {
    private static final int ROWS = 120_000;
    private static final Pattern PARAMETER = Pattern.compile("\\?");

    private final Set<String> statements = new LinkedHashSet<>();
    private String url;
    private Postgres postgres;
    private DSLContext jooq;
    private Ledger ledger;

    @BeforeAll
    void fill() {
        url = TestDatabase.create();
        postgres = new Postgres(new Database(url, TestDatabase.username(), TestDatabase.password()));
        postgres.migrate();
        jooq = postgres.jooq()
                .configuration()
                .derive(new Listening(postgres.jooq().configuration().connectionProvider()))
                .dsl();
        ledger = new Ledger(jooq, Keys.parse(Batches.KEYS), Batches.RULES);
        for (String table : List.of("challenge", "request", "account", "address", "erasure", "tally", "published")) {
            execute("alter table " + table + " set (autovacuum_enabled = false)");
        }
        for (int i = 0; i < 20; i++) {
            oneBatch(1_000_000 + i * 100);
        }
        execute("""
            insert into challenge select 'challenge-' || n, 'acme', 'user-' || n || '@example.com', 'login',
                'request-' || n, 'nonce', 'k1', '\\x00', 6, 600000, null, 5, 20, now(), now(), now(), null, null, null,
                0, now(), 0, true, null, null from generate_series(1, %d) n\
            """.formatted(ROWS));
        execute("""
            insert into request select 'request-' || n, n %% 6, n, now(), now(), 'acme',
                'user-' || n || '@example.com', 'login', 'key-' || n, null, null, 'challenge-' || n, 'r', 'en', 'code',
                'code', now() from generate_series(1, %d) n\
            """.formatted(ROWS));
        execute("""
            insert into account select 'acme', 'user-' || n || '@example.com', null, now(), now()
                from generate_series(1, %d) n\
            """.formatted(ROWS));
        execute("""
            insert into address select 'acme', 'user-' || n || '@example.com', '', 0, null, null, null, null, null, now()
                from generate_series(1, %d) n\
            """.formatted(ROWS));
        execute("insert into erasure select 'subject-' || n, now() from generate_series(1, %d) n".formatted(ROWS));
        execute("insert into tally select 'acme/client-' || n, now(), 1, 0 from generate_series(1, %d) n"
                .formatted(ROWS));
    }

    @AfterAll
    void close() {
        postgres.close();
    }

    @Test
    void noTableIsReadFromEndToEnd() {
        assertThat(numbers("select count(*) from pg_stat_user_tables where last_analyze is not null"
                        + " or last_autoanalyze is not null"))
                .containsExactly(0L);
        long before = sequentialReads();
        long indexScansBefore = scans();

        oneBatch(10_000);
        oneBatch(50_000);

        Poll.until(() -> scans() > indexScansBefore + 5_000);
        assertThat(sequentialReads()).isEqualTo(before);
    }

    @Test
    void everyPlanUsesAnIndex() {
        oneBatch(90_000);

        List<String> plans = statements.stream()
                .filter(sql -> sql.contains("unnest"))
                .map(this::plan)
                .toList();

        assertThat(plans).hasSizeGreaterThanOrEqualTo(10);
        assertThat(plans).allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan", "Hash Join", "Merge Join"));
        assertThat(plans.stream().filter(plan -> plan.contains("Index Scan")))
                .as("statements that find rows")
                .hasSizeGreaterThanOrEqualTo(7);
    }

    /** Known requests, unknown ones, held keys, verdicts, deliveries: every statement of the ledger runs. */
    private void oneBatch(int from) {
        ledger.decide(
                Batches.work(Batches.asks(from, from + 500, Batches.NOW), from + 200, from + 300),
                Batches.circumstances(Batches.NOW));
        ledger.decide(
                Batches.work(Batches.asks(from + 400, from + 900, Batches.NOW), from + 300, from + 400),
                Batches.circumstances(Batches.NOW.plusSeconds(60)));
        ledger.decide(
                new Work(
                        Batches.signups(from + 900, from + 950, Batches.NOW),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of()),
                Batches.circumstances(Batches.NOW));
    }

    /** Notes what its connections are asked to prepare, statement by statement. */
    private final class Listening implements ConnectionProvider {
        private final ConnectionProvider provider;

        private Listening(ConnectionProvider provider) {
            this.provider = provider;
        }

        @Override
        public Connection acquire() {
            Connection connection = provider.acquire();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.addAll(List.of(arguments[0].toString().split(";\n")));
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public void release(Connection connection) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String plan(String sql) {
        AtomicInteger number = new AtomicInteger();
        String numbered = PARAMETER.matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
        try (Connection connection = DriverManager.getConnection(
                        url + "?preferQueryMode=simple", TestDatabase.username(), TestDatabase.password());
                Statement statement = connection.createStatement()) {
            statement.execute(Postgres.STAY_ON_INDEX);
            StringBuilder plan = new StringBuilder(sql).append('\n');
            try (ResultSet rows = statement.executeQuery("explain (generic_plan) " + numbered)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long scans() {
        return numbers("select coalesce(sum(idx_scan), 0) from pg_stat_user_tables")
                .getFirst();
    }

    private long sequentialReads() {
        return numbers("select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables where relname in"
                        + " ('challenge', 'request', 'account', 'address', 'erasure', 'tally')")
                .getFirst();
    }

    private List<Long> numbers(String sql) {
        return postgres.jooq().connectionResult(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        });
    }

    private void execute(String sql) {
        postgres.jooq().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }
}
