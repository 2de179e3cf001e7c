package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    Path dataDir;

    @Test
    void keepsItsDataAndPasswordOverARestart() throws Exception {
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            execute(database, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (42)");
        }
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            assertThat(number(database)).isEqualTo(42);
        }
    }

    @Test
    void takesOverTheFolderOfAServerThatAnEarlierProcessLeftRunning() throws Exception {
        var orphan = EmbeddedDatabase.start(dataDir, 0);
        execute(orphan, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (43)");
        Files.delete(dataDir.resolve("cluster").resolve("epg-lock"));
        try (var session = connect(orphan, orphan.password());
                var database = EmbeddedDatabase.start(dataDir, 0)) {
            assertThat(number(database)).isEqualTo(43);
            assertThat(session.isValid(1)).isFalse();
        }
    }

    @Test
    void startsAlthoughThePidFileNamesALivingProcessOfSomebodyElse() throws Exception {
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            execute(database, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (44)");
        }
        long somebody = ProcessHandle.current().pid();
        Files.writeString(
                dataDir.resolve("cluster").resolve("postmaster.pid"),
                somebody + "\n" + dataDir.resolve("cluster") + "\n0\n1\n\n127.0.0.1\n\nready\n");
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            assertThat(number(database)).isEqualTo(44);
        }
    }

    @Test
    void beginsAnewWhereAnEarlierInitialisationDidNotFinish() throws Exception {
        Files.createDirectories(dataDir.resolve("cluster"));
        Files.writeString(dataDir.resolve("cluster").resolve("postgresql.conf"), "half");
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            execute(database, "SELECT 1");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var database = EmbeddedDatabase.start(dataDir, 0)) {
            assertThatThrownBy(() -> connect(database, "postgres")).isInstanceOf(SQLException.class);
        }
    }

    private static void execute(EmbeddedDatabase database, String... statements) throws SQLException {
        try (var connection = connect(database, database.password());
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int number(EmbeddedDatabase database) throws SQLException {
        try (var connection = connect(database, database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT n FROM kept")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), password);
    }
}
