package dev.sixpost.issuer.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** The pool of connections, and jOOQ on top of it. Opens nothing before the first use, so that it may start first. */
public final class Postgres implements AutoCloseable {
    /** One for the batches, one for deleting what is past its retention, one for operators. */
    private static final int CONNECTIONS = 3;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** What a new version does to large tables takes as long as it takes; nobody's request waits in that connection. */
    public static final Duration LONGEST_MIGRATION = Duration.ofHours(1);

    /** Flyway holds its lock in a second connection; one more while it looks. */
    private static final int MIGRATION_CONNECTIONS = 3;

    /**
     * Every statement joins a handful of keys to an index. A planner that has never seen the tables analysed may think a
     * scan cheaper, and a plan once cached would keep to that: so scans, and the joins that need them, are out, and plans
     * are made once. An instance that is frozen within a transaction loses it, and with it the rows that others wait for.
     */
    static final String STAY_ON_INDEX = """
        set enable_seqscan = off; set enable_bitmapscan = off;
        set enable_hashjoin = off; set enable_mergejoin = off;
        set plan_cache_mode = force_generic_plan;
        set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '5s'\
        """;

    /** A migration that waits for a table makes everybody wait who comes after it. */
    private static final String WAIT_FOR_NO_TABLE = "set lock_timeout = '5s'";

    private final Database database;
    private final HikariDataSource pool;
    private final DSLContext jooq;

    public Postgres(Database database) {
        this.database = database;
        this.pool = new HikariDataSource(config(database, CONNECTIONS, STAY_ON_INDEX, ANSWER));
        // Statements are logged with their values unless told otherwise.
        this.jooq = DSL.using(pool, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    private static HikariConfig config(Database database, int connections, String first, Duration answer) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("otp-issuer");
        config.setJdbcUrl(database.url());
        // Either may be part of the URL instead.
        if (!database.username().isEmpty()) {
            config.setUsername(database.username());
        }
        if (!database.password().isEmpty()) {
            config.setPassword(database.password());
        }
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(first);
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(answer.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "otp-issuer");
        // The detail of an error quotes the row, and with it the address.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // A standby answers too, and must not be written to.
        config.addDataSourceProperty("targetServerType", "primary");
        return config;
    }

    /** Brings the tables to this version; several instances may do so at once. */
    public void migrate() {
        migrate("classpath:db/migration");
    }

    /** In connections of its own: what bounds a batch would end what takes long, and begin it anew. */
    void migrate(String migrations) {
        HikariConfig config = config(database, MIGRATION_CONNECTIONS, WAIT_FOR_NO_TABLE, LONGEST_MIGRATION);
        try (HikariDataSource own = new HikariDataSource(config)) {
            Flyway.configure().dataSource(own).locations(migrations).load().migrate();
        }
    }

    /** Returns where the database answers, and throws where it does not. */
    public void requireAnswer() {
        jooq.selectOne().execute();
    }

    DSLContext jooq() {
        return jooq;
    }

    @Override
    public void close() {
        pool.close();
    }
}
