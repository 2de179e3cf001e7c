package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.inbox.Inbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1, I17, I24, I25: one dependency after the other away for 30 s under load, of one stack. Nothing accepted is lost, no
 * dead letter comes of it, the gateway says 202 or 503 meanwhile and never 500, and afterwards everything moves again by
 * itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DependencyAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final int BEFORE = 30;
    private static final int AFTER = 60;

    /** Of all outages so far: what is on the topics is theirs together. */
    private final List<Load> loads = new ArrayList<>();

    /** The last one first, however far the start has come. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Dependency<EmbeddedDatabase> database;
    private Dependency<EmbeddedKafka> broker;
    private Dependency<Inbox> relay;
    private Stack stack;

    @BeforeAll
    void up(@TempDir Path folder) {
        Ports ports = Ports.free();
        database = dependency(() -> EmbeddedDatabase.start(folder.resolve("postgres"), ports.postgres()));
        broker = dependency(() -> EmbeddedKafka.start(folder.resolve("kafka"), ports.kafka()));
        relay = dependency(() -> Inbox.start(folder.resolve("inbox"), ports.inboxSmtp(), ports.inboxHttp()));
        stack = Stack.up(
                        folder,
                        Map.of(
                                "DATABASE_URL",
                                database.running().jdbcUrl(),
                                "DATABASE_USERNAME",
                                database.running().username(),
                                "DATABASE_PASSWORD",
                                database.running().password(),
                                "KAFKA_BOOTSTRAP_SERVERS",
                                broker.running().bootstrapServers(),
                                "SMTP_HOST",
                                "127.0.0.1",
                                "SMTP_PORT",
                                "" + ports.inboxSmtp(),
                                "SMTP_SECURITY",
                                "none",
                                "SMTP_FROM_EMAIL",
                                "codes@sixpost.example"))
                .withInbox(URI.create("http://127.0.0.1:" + ports.inboxHttp()));
        running.push(stack);
    }

    private <T extends AutoCloseable> Dependency<T> dependency(Supplier<T> start) {
        Dependency<T> dependency = new Dependency<>(start);
        running.push(dependency);
        return dependency;
    }

    @AfterAll
    void down() throws Exception {
        loads.forEach(Load::close);
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    @Test
    void postgresMayBeAway() throws Exception {
        survives("postgres", database);
    }

    @Test
    void kafkaMayBeAway() throws Exception {
        survives("kafka", broker);
    }

    @Test
    void smtpMayBeAway() throws Exception {
        survives("smtp", relay);
    }

    private void survives(String outage, Dependency<?> dependency) throws Exception {
        Load load = new Load(stack, outage);
        loads.add(load);
        load.during(() -> {
            CrashIT.awaitVerified(load, BEFORE);
            dependency.awayFor(AWAY);
            CrashIT.awaitVerified(load, load.verified.size() + AFTER);
        });

        assertThat(load.failures).isEmpty();
        assertThat(load.verified).hasSize(load.count());
        assertThat(Checker.violations(Observed.history(stack, loads), loads.size() * Load.SIDE_BY_SIDE))
                .isEmpty();
    }
}
