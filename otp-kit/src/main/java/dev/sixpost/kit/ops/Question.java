package dev.sixpost.kit.ops;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked of an operators' route, whichever server took it.
 *
 * @param path without query, percent-decoded by no one yet
 * @param headers by lower-case name
 * @param parameters what stands where the route's path has {@code {name}}, percent-decoded
 */
public record Question(
        String method, String path, Map<String, String> headers, Map<String, String> parameters, String body) {

    public Question(String method, String path, Map<String, String> headers, String body) {
        this(method, path, headers, Map.of(), body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no parameter " + name);
        }
        return value;
    }

    Question with(Map<String, String> found) {
        return new Question(method, path, headers, found, body);
    }
}
