package dev.sixpost.mailer.smtp;

import java.time.Duration;

/**
 * How long a relay may take.
 *
 * @param connect to accept a connection
 * @param reply between two bytes of an answer
 * @param total to open a connection, and to take a mail, however busily it talks meanwhile
 */
public record Timeouts(Duration connect, Duration reply, Duration total) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
