package dev.sixpost.mailer;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How often a record was put aside, in the header that travels with it through the delayed topic; and, in another, how many of
 * those times no relay could be asked: those were no tries.
 */
final class Attempt {
    static final String HEADER = "otp-attempt";

    private static final String WAITS = "otp-waits";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private Attempt() {}

    /** 0 for a record that is new, or whose header is not ours. */
    static int of(Headers headers) {
        return number(headers, HEADER);
    }

    static int waits(Headers headers) {
        return number(headers, WAITS);
    }

    static int tries(Headers headers) {
        return Math.max(0, of(headers) - waits(headers));
    }

    private static int number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return 0;
        }
        String text = new String(header.value(), StandardCharsets.US_ASCII);
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    static void write(Headers headers, int attempt) {
        write(headers, HEADER, attempt);
    }

    /** One more time that was no try. */
    static void waited(Headers headers) {
        write(headers, WAITS, waits(headers) + 1);
    }

    private static void write(Headers headers, String name, int number) {
        headers.remove(name);
        headers.add(name, Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }
}
