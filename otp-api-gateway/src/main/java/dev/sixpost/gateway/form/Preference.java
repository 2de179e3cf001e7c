package dev.sixpost.gateway.form;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Prefer} (RFC 7240) as far as it is known here. What is malformed is as if it were not there; of a
 * preference that stands twice the first counts.
 *
 * @param waitSeconds already clamped to what is waited at most
 */
public record Preference(boolean respondAsync, OptionalInt waitSeconds) {
    public static final int MAX_WAIT_SECONDS = 2;

    private static final int MAX_HEADER = 512;
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?", Pattern.CASE_INSENSITIVE);

    public static Preference parse(List<String> prefer) {
        String header = String.join(",", prefer);
        boolean async = false;
        OptionalInt wait = OptionalInt.empty();
        if (header.length() <= MAX_HEADER) {
            for (String item : header.split(",", -1)) {
                String preference = item.split(";", 2)[0].strip();
                Matcher seconds = WAIT.matcher(preference);
                if (preference.equalsIgnoreCase("respond-async")) {
                    async = true;
                } else if (wait.isEmpty() && seconds.matches()) {
                    wait = OptionalInt.of(Math.min(Integer.parseInt(seconds.group(1)), MAX_WAIT_SECONDS));
                }
            }
        }
        return new Preference(async, wait);
    }

    /** How long an answer is waited for: not at all where only an asynchronous one is wished. */
    public Duration patience() {
        return Duration.ofSeconds(waitSeconds.orElse(respondAsync ? 0 : MAX_WAIT_SECONDS));
    }

    /** What {@code Preference-Applied} truthfully says of an answer. */
    public Optional<String> applied(boolean answeredAsync) {
        String async = respondAsync && answeredAsync ? "respond-async" : "";
        String wait = waitSeconds.isPresent() ? "wait=" + waitSeconds.getAsInt() : "";
        String both = async + (async.isEmpty() || wait.isEmpty() ? "" : ", ") + wait;
        return both.isEmpty() ? Optional.empty() : Optional.of(both);
    }
}
