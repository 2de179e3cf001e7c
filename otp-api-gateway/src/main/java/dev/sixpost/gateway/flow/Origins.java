package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.ApplicationConfigured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which pages may call an application: those of the host that is called, of this installation, of the application's public
 * URL, and of its allowed origins. Who sends no Origin is no page, or one that needs no leave.
 */
public final class Origins {
    private static final String OF_APPLICATIONS = "/v1/{application}";
    private static final String FIELDS =
            "Accept-Language, Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Otp-Secret, Prefer,"
                    + " traceparent";
    private static final String EXPOSED = "Date, Location, Preference-Applied, Retry-After, traceparent";

    /** How long a browser may remember a preflight; the request itself is looked at each time. */
    private static final String REMEMBERED = "600";

    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final Optional<String> own;

    public Origins(Function<String, Optional<ApplicationConfigured>> applications, String publicUrl) {
        this.applications = applications;
        this.own = WebOrigin.of(publicUrl);
    }

    /** Routes of applications, guarded, each path with an answer to preflights; other routes as they are. */
    public List<Route> guard(List<Route> routes) {
        List<Route> guarded = new ArrayList<>();
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            boolean ofApplications = route.pattern().startsWith(OF_APPLICATIONS);
            guarded.add(ofApplications ? route.withHandler(guarded(route.handler())) : route);
            if (ofApplications) {
                methods.computeIfAbsent(route.pattern(), _ -> new TreeSet<>()).add(route.method());
            }
        }
        methods.forEach((pattern, known) ->
                guarded.add(Route.of("OPTIONS", pattern, guarded(_ -> preflight(String.join(", ", known))))));
        return guarded;
    }

    private Handler guarded(Handler handler) {
        return request -> {
            List<String> origin = request.fields().all("origin");
            Optional<ApplicationConfigured> application =
                    origin.isEmpty() ? Optional.empty() : applications.apply(request.value("application"));
            if (application.isEmpty()) {
                return handler.handle(request).with("Vary", "Origin");
            }
            if (origin.size() != 1 || !allows(application.get(), origin.getFirst(), request)) {
                throw new Refused(Problem.of(ProblemType.ORIGIN_NOT_ALLOWED));
            }
            return readable(answer(handler, request), origin.getFirst());
        };
    }

    private boolean allows(ApplicationConfigured application, String origin, Request request) {
        ApplicationConfigured.Web web = application.web();
        return WebOrigin.isOfHost(origin, request.fields().all("host"))
                || own.filter(origin::equals).isPresent()
                || Optional.ofNullable(web.publicUrl())
                        .flatMap(WebOrigin::of)
                        .filter(origin::equals)
                        .isPresent()
                || web.allowedOrigins().stream()
                        .flatMap(allowed -> WebOrigin.of(allowed).stream())
                        .anyMatch(origin::equals);
    }

    /** A refusal is for the page to read, too. */
    private static Response answer(Handler handler, Request request) throws InterruptedException {
        try {
            return handler.handle(request);
        } catch (Refused e) {
            return Response.problem(e.problem());
        }
    }

    private static Response readable(Response response, String origin) {
        return response.with("Vary", "Origin")
                .with("Access-Control-Allow-Origin", origin)
                .with("Access-Control-Allow-Credentials", "true")
                .with("Access-Control-Expose-Headers", EXPOSED);
    }

    private static Response preflight(String methods) {
        return Response.empty(204)
                .with("Cache-Control", "no-store")
                .with("Allow", methods + ", OPTIONS")
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", FIELDS)
                .with("Access-Control-Max-Age", REMEMBERED);
    }
}
