package dev.sixpost.mailer.smtp;

import java.time.Duration;

/** Settings for relays on this machine, with short patience. */
public final class TestRelays {
    static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofMillis(1500));

    private TestRelays() {}

    public static RelaySettings plain(int port) {
        return of("default", "localhost", port, Security.NONE, 4);
    }

    public static RelaySettings of(String name, String host, int port, Security security, int connections) {
        return new RelaySettings(name, host, port, security, "user", "password", "sender.example", connections, SHORT);
    }
}
