package dev.sixpost.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a URL, decoded; the first one of a name counts, what is malformed does not. */
public record Query(Map<String, String> parameters) {
    private static final int MAX_PARAMETERS = 32;

    public static Query parse(String raw) {
        Map<String, String> found = new HashMap<>();
        for (String pair : raw.split("&", MAX_PARAMETERS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded(pair.substring(equals + 1))
                        .ifPresent(value -> found.putIfAbsent(pair.substring(0, equals), value));
            }
        }
        return new Query(Map.copyOf(found));
    }

    public Optional<String> first(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
