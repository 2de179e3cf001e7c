package dev.sixpost.embedded.inbox;

import java.io.IOException;
import java.time.Duration;

/** The lines after DATA up to the lone dot, with the dots taken out that were put before others (RFC 5321, 4.5.2). */
sealed interface MailBody {

    int MAX_SIZE = 2 * 1024 * 1024;
    int MAX_LINE = 998;
    /** However slowly the lines come in, after this the connection is given up. */
    Duration MAX_TIME = Duration.ofMinutes(5);

    /** An octet per character. */
    record Whole(String content) implements MailBody {}

    /** Read to its end all the same, so that the dialogue can go on. */
    record Unacceptable(String reply) implements MailBody {}

    static MailBody read(LineReader lines) throws IOException {
        var content = new StringBuilder(4096);
        String refusal = "";
        boolean atLineStart = true;
        long end = System.nanoTime() + MAX_TIME.toNanos();
        long seen = 0;
        while (System.nanoTime() - end < 0 && seen <= 4L * MAX_SIZE) {
            LineReader.Line line = lines.next(MAX_LINE + 1);
            if (atLineStart && line.proper() && line.content().equals(".")) {
                return refusal.isEmpty() ? new Whole(content.toString()) : new Unacceptable(refusal);
            }
            seen += line.content().length() + 2L;
            int stuffed = atLineStart && line.content().startsWith(".") ? 1 : 0;
            refusal = refusal.isEmpty() ? fault(line, line.content().length() - stuffed, content.length()) : refusal;
            if (refusal.isEmpty()) {
                content.append(line.content(), stuffed, line.content().length()).append("\r\n");
            }
            atLineStart = line.ended();
        }
        throw new IOException("a mail without end");
    }

    private static String fault(LineReader.Line line, int length, int sizeSoFar) {
        if (!line.proper()) {
            return "550 5.6.11 Lines of a mail end with CR LF and have neither of them inside";
        }
        if (line.tooLong() || length > MAX_LINE) {
            return "550 5.6.0 A line of the mail is longer than 998 octets";
        }
        return sizeSoFar + length + 2 > MAX_SIZE ? "552 5.3.4 The mail is too large" : "";
    }
}
