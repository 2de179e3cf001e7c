package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import java.time.Duration;

/** Settings for relays on this machine. */
public final class TestRelays {
    /** Enough for a machine under load. */
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** For servers that are waited for in vain. */
    private static final Timeouts IMPATIENT = new Timeouts(
            Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMillis(1500), Duration.ofMillis(1500));

    private TestRelays() {}

    public static RelaySettings plain(int port) {
        return of("default", "localhost", port, Security.NONE, 4);
    }

    public static RelaySettings of(String name, String host, int port, Security security, int connections) {
        return new RelaySettings(
                name, host, port, security, "user", "password", "sender.example", connections, PATIENT);
    }

    static ConnectionPool pool(RelaySettings relay, Watchdog watchdog) {
        return new ConnectionPool(relay, relay.timeouts().total(), watchdog);
    }

    static RelaySettings impatient(RelaySettings relay) {
        return with(IMPATIENT, relay);
    }

    static RelaySettings with(Timeouts timeouts, RelaySettings relay) {
        return new RelaySettings(
                relay.name(),
                relay.host(),
                relay.port(),
                relay.security(),
                relay.username(),
                relay.password(),
                relay.helloName(),
                relay.maxConnections(),
                timeouts);
    }
}
