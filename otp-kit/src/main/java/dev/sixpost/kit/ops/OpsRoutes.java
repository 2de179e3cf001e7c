package dev.sixpost.kit.ops;

import dev.sixpost.schemas.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health, metrics and a service's own routes, answered the same way whichever server carries them. Never throws. */
public final class OpsRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OpsRoutes.class);

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final List<OpsRoute> routes = new ArrayList<>();

    public OpsRoutes(Health health, Metrics metrics, List<OpsRoute> own) {
        routes.add(new OpsRoute("GET", "/health/live", question -> health(health.liveTroubles())));
        routes.add(new OpsRoute("GET", "/health/ready", question -> health(health.readyTroubles())));
        routes.add(
                new OpsRoute("GET", "/metrics", question -> new Answer(200, PROMETHEUS, metrics.scrape(), Map.of())));
        routes.addAll(own);
    }

    /** Whether some method is answered under the path. */
    public boolean has(String path) {
        return routes.stream().anyMatch(route -> route.match(path).isPresent());
    }

    public Answer answer(Question question) {
        SortedSet<String> allowed = new TreeSet<>();
        String method = question.method().equals("HEAD") ? "GET" : question.method();
        for (OpsRoute route : routes) {
            Optional<Map<String, String>> parameters = route.match(question.path());
            if (parameters.isPresent()) {
                if (route.method().equals(method)) {
                    return ask(route, question.with(parameters.get()));
                }
                allowed.add(route.method());
                if (route.method().equals("GET")) {
                    allowed.add("HEAD");
                }
            }
        }
        return allowed.isEmpty()
                ? OpsProblem.NOT_FOUND.answer("There is nothing at this address.")
                : OpsProblem.METHOD_NOT_ALLOWED
                        .answer("The header Allow names the methods this address knows.")
                        .with("Allow", String.join(", ", allowed));
    }

    private static Answer ask(OpsRoute route, Question question) {
        try {
            return route.handler().answer(question);
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("route", route.path()).setCause(e).log("operators' route failed");
            return OpsProblem.INTERNAL_ERROR.answer("The log of this service says where.");
        }
    }

    private static Answer health(SortedMap<String, String> troubles) {
        return troubles.isEmpty()
                ? Answer.json(200, "{\"status\":\"up\"}")
                : Answer.json(503, Json.LENIENT.writeValueAsString(Map.of("status", "down", "checks", troubles)));
    }
}
