package dev.sixpost.embedded.inbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL; the first one of a name counts. */
record Query(Map<String, String> parameters) {

    static Query parse(@Nullable String raw) {
        Map<String, String> found = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", 20)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                found.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Query(Map.copyOf(found));
    }

    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Between 0 and {@code max}; what is no number counts as absent. */
    int number(String name, int fallback, int max) {
        String value = text(name);
        return value.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(value), max) : fallback;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
