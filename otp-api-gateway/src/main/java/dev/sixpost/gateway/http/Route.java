package dev.sixpost.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path, whose segments in braces match any one segment.
 *
 * @param name what metrics call it; never a value a caller sent
 * @param maxBodyBytes how long a body may be
 */
public record Route(String method, String pattern, String name, Handler handler, int maxBodyBytes) {
    static final int MAX_BODY_BYTES = 8 * 1024;

    public static Route of(String method, String pattern, Handler handler) {
        return new Route(method, pattern, pattern, handler, MAX_BODY_BYTES);
    }

    public Route withHandler(Handler other) {
        return new Route(method, pattern, name, other, maxBodyBytes);
    }

    /** For a route that takes more than others do; {@value HttpServer#LARGEST_BODY} at most. */
    public Route withBodyOf(int bytes) {
        return new Route(method, pattern, name, handler, Math.min(bytes, HttpServer.LARGEST_BODY));
    }

    /** The values of the braces where the path matches. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> segments = segments(pattern);
        if (segments.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{") && !path.get(i).isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The segments of a raw path, not decoded: no route has a segment that would need it. */
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        int from = rawPath.startsWith("/") ? 1 : 0;
        while (from <= rawPath.length()) {
            int slash = rawPath.indexOf('/', from);
            int to = slash < 0 ? rawPath.length() : slash;
            segments.add(rawPath.substring(from, to));
            from = to + 1;
        }
        return segments;
    }
}
