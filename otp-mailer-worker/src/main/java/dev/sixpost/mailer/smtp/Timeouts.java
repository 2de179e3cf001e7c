package dev.sixpost.mailer.smtp;

import java.time.Duration;

/**
 * How long a relay may take.
 *
 * @param connect to accept a connection
 * @param reply between two bytes of an answer
 * @param total to open a connection, and to take a mail until its final dot, however busily it talks meanwhile
 * @param dot to answer the final dot: whoever gives up before the answer sends the mail a second time
 */
public record Timeouts(Duration connect, Duration reply, Duration total, Duration dot) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(5));
}
