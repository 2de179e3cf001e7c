package dev.sixpost.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL per JVM for tests, started by the first one that asks and gone with the JVM, data folder included. */
public final class TestDatabase {

    private static final AtomicInteger CREATED = new AtomicInteger();

    private TestDatabase() {}

    /** A new, empty database on the shared server, as a JDBC URL. */
    public static String create() {
        EmbeddedDatabase server = Running.POSTGRES;
        String name = "test_" + CREATED.incrementAndGet();
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for this test", e);
        }
        return server.jdbcUrl(name);
    }

    public static String username() {
        return Running.POSTGRES.username();
    }

    public static String password() {
        return Running.POSTGRES.password();
    }

    private static final class Running {
        static final EmbeddedDatabase POSTGRES = start();

        private static EmbeddedDatabase start() {
            Path dataDir = Folders.temporary("sixpost-postgres-");
            EmbeddedDatabase postgres = EmbeddedDatabase.start(dataDir, 0);
            Thread stop = Thread.ofPlatform().name("test-database-stop").unstarted(() -> {
                postgres.close();
                Folders.delete(dataDir);
            });
            Runtime.getRuntime().addShutdownHook(stop);
            return postgres;
        }
    }
}
