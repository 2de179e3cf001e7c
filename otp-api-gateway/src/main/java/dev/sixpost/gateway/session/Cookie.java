package dev.sixpost.gateway.session;

import dev.sixpost.gateway.http.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A cookie of ours: read strictly, set so that no script reads it and no other site's request brings it along. */
final class Cookie {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._-]{1,3000}");
    private static final int MAX_BYTES = 8 * 1024;
    private static final int MAX_COOKIES = 100;

    private Cookie() {}

    /** Empty where it is absent, not of a form we give, or there more than once: then nobody knows which one is ours. */
    static Optional<String> read(Fields fields, String name) {
        List<String> lines = fields.all("cookie");
        if (lines.stream().mapToInt(String::length).sum() > MAX_BYTES) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            for (String pair : line.split(";", MAX_COOKIES)) {
                String trimmed = pair.strip();
                if (trimmed.startsWith(name + "=")) {
                    found.add(trimmed.substring(name.length() + 1));
                }
            }
        }
        return found.size() == 1 && VALUE.matcher(found.getFirst()).matches()
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    static String set(String name, String value, Duration life) {
        return name + "=" + value + "; Max-Age=" + life.toSeconds() + "; Path=/; Secure; HttpOnly; SameSite=Lax";
    }

    static String gone(String name) {
        return set(name, "", Duration.ZERO);
    }
}
