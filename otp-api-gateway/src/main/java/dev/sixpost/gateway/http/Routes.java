package dev.sixpost.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which route a method and path mean. */
public final class Routes {
    /** What a look-up came to. */
    public sealed interface Match {
        record Found(Route route, Map<String, String> values) implements Match {}

        record OtherMethod(String allow) implements Match {}

        record None() implements Match {}
    }

    private static final int MAX_SEGMENTS = 16;

    private final List<Route> routes;

    public Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** HEAD is answered wherever GET is. A segment that is spelled out wins over one in braces. */
    public Match find(String method, String rawPath) {
        List<String> path = Route.segments(rawPath);
        if (path.size() > MAX_SEGMENTS) {
            return new Match.None();
        }
        List<Route> here = new ArrayList<>();
        int fewest = Integer.MAX_VALUE;
        Optional<Match> found = Optional.empty();
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(path);
            if (values.isEmpty() || values.get().size() > fewest) {
                continue;
            }
            if (values.get().size() < fewest) {
                fewest = values.get().size();
                here.clear();
                found = Optional.empty();
            }
            here.add(route);
            if (route.method().equals(method)
                    || (method.equals("HEAD") && route.method().equals("GET"))) {
                found = found.or(() -> Optional.of(new Match.Found(route, values.get())));
            }
        }
        return found.orElseGet(() -> here.isEmpty() ? new Match.None() : new Match.OtherMethod(allow(here)));
    }

    private static String allow(List<Route> here) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : here) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }
}
