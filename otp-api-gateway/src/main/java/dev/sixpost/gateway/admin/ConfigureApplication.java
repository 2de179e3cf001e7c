package dev.sixpost.gateway.admin;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.MediaTypes;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code PUT /admin/v1/applications/{id}}: settings become an event; with {@code ?dryRun=true} they are only checked and shown. */
final class ConfigureApplication implements Handler {
    private static final String DRY_RUN = "dryRun=true";

    private final SettingsForm form;
    private final SettingsLog log;
    private final InstantSource clock;

    ConfigureApplication(SettingsForm form, SettingsLog log, InstantSource clock) {
        this.form = form;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Response handle(Request request) throws InterruptedException {
        List<String> contentType = request.fields().all("content-type");
        boolean yaml = MediaTypes.yaml(contentType);
        if (!yaml && !MediaTypes.json(contentType)) {
            throw new Refused(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
        }
        boolean dryRun = request.query().equals(DRY_RUN);
        if (!dryRun && !request.query().isEmpty()) {
            throw new Refused(Problem.invalid("", "The one query parameter is dryRun=true."));
        }
        String id = request.value("id");
        ObjectNode document = SettingsDocument.read(request.body().read(), yaml);
        ApplicationConfigured settings = form.read(id, document, log.find(id), clock.instant());
        if (dryRun) {
            return Response.json(200, SettingsShown.of(settings));
        }
        log.put(settings, request.traceparent());
        Optional<ApplicationConfigured> inForce = log.find(id);
        return inForce.map(now -> Response.json(200, SettingsShown.of(now)))
                .orElseThrow(() -> new Refused(Problem.unavailable()));
    }
}
