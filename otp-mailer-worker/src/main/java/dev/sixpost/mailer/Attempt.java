package dev.sixpost.mailer;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** How many tries a record has behind it, in the header that travels with it through the delayed topic. */
final class Attempt {
    static final String HEADER = "otp-attempt";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private Attempt() {}

    /** 0 for a record that is new, or whose header is not ours. */
    static int of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return 0;
        }
        String text = new String(header.value(), StandardCharsets.US_ASCII);
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    static void write(Headers headers, int attempt) {
        headers.remove(HEADER);
        headers.add(HEADER, Integer.toString(attempt).getBytes(StandardCharsets.US_ASCII));
    }
}
