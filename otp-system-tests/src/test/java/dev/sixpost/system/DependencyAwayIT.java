package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.inbox.Inbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1, I17, I24, I25: one dependency away for 30 s under load. Nothing accepted is lost, no dead letter comes of it, the
 * gateway says 202 or 503 meanwhile and never 500, and afterwards everything moves again by itself.
 */
class DependencyAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final int BEFORE = 30;
    private static final int AFTER = 60;

    @TempDir
    private Path folder;

    @Test
    void postgresMayBeAway() throws Exception {
        int port = Ports.free().postgres();
        Supplier<EmbeddedDatabase> start = () -> EmbeddedDatabase.start(folder.resolve("postgres"), port);
        EmbeddedDatabase first = start.get();
        Map<String, String> environment = Map.of(
                "DATABASE_URL", first.jdbcUrl(),
                "DATABASE_USERNAME", first.username(),
                "DATABASE_PASSWORD", first.password());
        try (Dependency<EmbeddedDatabase> database = new Dependency<>(first, start);
                Stack stack = Stack.up(folder, environment)) {
            survives(stack, stack.inbox(), database);
        }
    }

    @Test
    void kafkaMayBeAway() throws Exception {
        int port = Ports.free().kafka();
        Supplier<EmbeddedKafka> start = () -> EmbeddedKafka.start(folder.resolve("kafka"), port);
        try (Dependency<EmbeddedKafka> broker = new Dependency<>(start.get(), start);
                Stack stack = Stack.up(folder, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port))) {
            survives(stack, stack.inbox(), broker);
        }
    }

    @Test
    void smtpMayBeAway() throws Exception {
        Ports ports = Ports.free();
        Supplier<Inbox> start = () -> Inbox.start(folder.resolve("inbox"), ports.inboxSmtp(), ports.inboxHttp());
        URI inboxAt = URI.create("http://127.0.0.1:" + ports.inboxHttp());
        Map<String, String> environment = Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", "" + ports.inboxSmtp(),
                "SMTP_SECURITY", "none",
                "SMTP_FROM_EMAIL", "codes@sixpost.example");
        try (Dependency<Inbox> relay = new Dependency<>(start.get(), start);
                Stack stack = Stack.up(folder, environment).withInbox(inboxAt)) {
            survives(stack, inboxAt, relay);
        }
    }

    private static void survives(Stack stack, URI inbox, Dependency<?> dependency) throws Exception {
        try (Load load = new Load(stack, "outage")) {
            load.during(() -> {
                CrashIT.awaitVerified(load, BEFORE);
                dependency.awayFor(AWAY);
                CrashIT.awaitVerified(load, load.verified.size() + AFTER);
            });

            assertThat(load.failures).isEmpty();
            assertThat(load.verified).hasSize(load.count());
            assertThat(Checker.violations(Observed.history(stack, inbox, load), Load.SIDE_BY_SIDE))
                    .isEmpty();
        }
    }
}
