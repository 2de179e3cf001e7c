package dev.sixpost.gateway.page;

import dev.sixpost.gateway.http.Query;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.brand.SafeUrl;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages of an application for people. Fetching one changes nothing, whoever or whatever fetches it. */
public final class Pages {
    private static final Template VERIFY = Template.read("verify.html");
    private static final Template CONFIRM = Template.read("confirm.html");
    private static final Template REPORT = Template.read("report.html");
    private static final Template MISSING = Template.read("missing.html");
    private static final Template UNAVAILABLE = Template.read("unavailable.html");

    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final Language language;

    public Pages(Function<String, Optional<ApplicationConfigured>> applications, Language language) {
        this.applications = applications;
        this.language = language;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/{application}/verify", request -> page(request, this::verify)),
                Route.of("GET", "/{application}/confirm", request -> page(request, this::confirm)),
                Route.of("GET", "/{application}/report", request -> page(request, this::report)));
    }

    /** Answers for an application that exists. */
    @FunctionalInterface
    private interface Page {
        Response of(Request request, ApplicationConfigured application, Shell shell);
    }

    private Response page(Request request, Page page) {
        Optional<ApplicationConfigured> application;
        try {
            application = applications.apply(request.value("application"));
        } catch (Refused e) {
            return refused(request, e.problem());
        }
        return application
                .map(found -> page.of(request, found, shell(request, found)))
                .orElseGet(() -> missing(request));
    }

    private Shell shell(Request request, ApplicationConfigured application) {
        return new Shell(language.of(request, application), application.name(), application.branding());
    }

    private Response verify(Request request, ApplicationConfigured application, Shell shell) {
        Query query = Query.parse(request.query());
        Purpose purpose = query.first("purpose").flatMap(Purpose::ofWire).orElse(Purpose.DEFAULT);
        Map<String, String> values = Map.of(
                "application", application.id(),
                "purpose", purpose.wire(),
                "email", query.first("email").orElse(""),
                "target", target(query.first("redirect"), application.web()));
        return shell.page(200, "web.title." + purpose.wire(), "verify.js", VERIFY, values);
    }

    private Response confirm(Request request, ApplicationConfigured application, Shell shell) {
        Map<String, String> values = Map.of(
                "application", application.id(),
                "anyBrowser", application.link().anyBrowser() ? "true" : "",
                "target", target(Optional.empty(), application.web()));
        return shell.page(200, "web.title.verify_email", "confirm.js", CONFIRM, values);
    }

    private Response report(Request request, ApplicationConfigured application, Shell shell) {
        return shell.page(200, "web.report.title", "report.js", REPORT, Map.of("application", application.id()));
    }

    private Response missing(Request request) {
        return unbranded(request).page(404, "web.page.missing_title", "", MISSING, Map.of());
    }

    private Response refused(Request request, Problem problem) {
        Response page = unbranded(request).page(problem.status(), "web.error.off", "", UNAVAILABLE, Map.of());
        Long retryAfter = problem.retryAfterSeconds();
        return retryAfter == null ? page : page.with("Retry-After", Long.toString(retryAfter));
    }

    private Shell unbranded(Request request) {
        return new Shell(language.of(request), "", Shell.UNBRANDED);
    }

    /** Where the token is taken, only ever an address that the application named, letter by letter; empty for nowhere. */
    static String target(Optional<String> redirect, ApplicationConfigured.Web web) {
        return redirect.filter(web.redirectUrls()::contains)
                .flatMap(SafeUrl::target)
                .or(() -> SafeUrl.page(web.loginUrl()))
                .orElse("");
    }
}
