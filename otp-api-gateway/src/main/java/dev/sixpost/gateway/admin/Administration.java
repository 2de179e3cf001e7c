package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.flow.Directory;
import dev.sixpost.gateway.flow.Ids;
import dev.sixpost.gateway.flow.Publisher;
import dev.sixpost.gateway.http.Guards;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.kit.ops.AdminToken;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The routes under {@code /admin/v1/applications}: reading, writing and removing settings. */
public final class Administration {
    private record Line(String id, String name, boolean enabled) {}

    private static final String ALL = "/admin/v1/applications";
    private static final String ONE = ALL + "/{id}";

    private final AdminToken token;
    private final SettingsForm form;
    private final SettingsLog log;

    public Administration(
            AdminToken token,
            Key key,
            Entropy entropy,
            Messages messages,
            Publisher publisher,
            Applications applications,
            Directory directory,
            Ids ids) {
        this.token = token;
        this.form = new SettingsForm(new TestCodes(key, entropy), messages);
        this.log = new SettingsLog(publisher, applications, directory, ids);
    }

    public List<Route> routes() {
        return List.of(
                route("GET", ALL, _ -> list()),
                route("GET", ONE, this::show),
                route("PUT", ONE, new ConfigureApplication(form, log, InstantSource.system()))
                        .withBodyOf(SettingsDocument.MAX_BYTES),
                route("DELETE", ONE, this::remove));
    }

    private Route route(String method, String pattern, Handler handler) {
        return Route.of(method, pattern, Guards.administering(token, handler));
    }

    private Response list() {
        return Response.json(
                200,
                Map.of(
                        "applications",
                        log.all().stream().map(Administration::line).toList()));
    }

    private static Line line(ApplicationConfigured settings) {
        return new Line(settings.id(), settings.name(), settings.enabled());
    }

    private Response show(Request request) {
        return Response.json(200, SettingsShown.of(known(request)));
    }

    private Response remove(Request request) throws InterruptedException {
        log.remove(known(request).id());
        return Response.empty(204);
    }

    private ApplicationConfigured known(Request request) {
        return log.find(request.value("id"))
                .orElseThrow(() -> new Refused(Problem.of(ProblemType.UNKNOWN_APPLICATION)));
    }
}
