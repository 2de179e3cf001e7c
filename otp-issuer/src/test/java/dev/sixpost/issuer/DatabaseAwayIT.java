package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a PostgreSQL that can be written to requests wait, and nothing is given up. */
class DatabaseAwayIT {
    @TempDir
    private Path folder;

    /** Hostile case D-01. */
    @Test
    void requestsWaitForADatabaseThatGoesAwayAndComesBack() {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0);
        String url = database.jdbcUrl();
        int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
        database.close();
        try (Stage stage = Stage.open(url, database.username(), database.password());
                IssuerService issuer = stage.issuer("patient")) {
            assertThat(issuer.health().readyTroubles()).containsKey("batches");
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            stage.ask("before-the-first-start", "acme", "a@example.com");
            Poll.until(() -> issuer.health().readyTroubles().containsKey("batches"));

            database = EmbeddedDatabase.start(folder, port);
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("before-the-first-start"));

            database.close();
            for (int i = 0; i < 5; i++) {
                stage.ask("while-away-" + i, "acme", "away-" + i + "@example.com");
            }
            Poll.until(() -> issuer.health().readyTroubles().containsKey("batches"));
            assertThat(issuer.health().liveTroubles()).isEmpty();

            database = EmbeddedDatabase.start(folder, port);
            stage.witness().awaitEnvelopes(OtpIssued.class, e -> e.requestId().startsWith("while-away"), 5);

            assertThat(stage.witness().all(EmailRequested.class, _ -> true)).hasSize(6);
            assertThat(stage.witness().deadLetters()).isEmpty();
            Poll.until(() -> issuer.health().readyTroubles().isEmpty());
        } finally {
            database.close();
        }
    }

    @Test
    void aDatabaseThatGoesAwayWhileNobodyAsksForAnythingIsNoticed() {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0);
        int port = Integer.parseInt(database.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        try (Stage stage = Stage.open(database.jdbcUrl(), database.username(), database.password());
                IssuerService issuer = stage.issuer("idle")) {
            Poll.until(() -> issuer.health().readyTroubles().isEmpty());

            database.close();
            Poll.until(() -> issuer.health().readyTroubles().containsKey("batches"));
            assertThat(issuer.health().liveTroubles()).isEmpty();

            database = EmbeddedDatabase.start(folder, port);
            Poll.until(() -> issuer.health().readyTroubles().isEmpty());
        } finally {
            database.close();
        }
    }

    /** Hostile case D-05: what was the primary and answers still, but only reads, is not written to. */
    @Test
    void requestsWaitWhileTheDatabaseOnlyReads() {
        try (Stage stage = Stage.open();
                IssuerService issuer = stage.issuer("patient")) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            stage.ask("before", "acme", "a@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("before"));

            String database = stage.query("select current_database()");
            stage.execute("alter database " + database + " set default_transaction_read_only = on");
            stage.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
            stage.ask("meanwhile", "acme", "b@example.com");
            Poll.until(() -> issuer.health().readyTroubles().containsKey("batches"));

            stage.execute(
                    "set transaction read write; alter database " + database + " reset default_transaction_read_only");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("meanwhile"));
            assertThat(stage.witness().deadLetters()).isEmpty();
        }
    }
}
