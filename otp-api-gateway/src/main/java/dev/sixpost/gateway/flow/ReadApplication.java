package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /v1/{application}}: what a user interface needs to know, and nothing that is not public. */
public final class ReadApplication implements Handler {
    private final Admission admission;

    public ReadApplication(Admission admission) {
        this.admission = admission;
    }

    @Override
    public Response handle(Request request) {
        ApplicationConfigured application = admission.find(request);
        Map<String, Object> purposes = new LinkedHashMap<>();
        for (Purpose purpose : Purpose.values()) {
            purposes.put(purpose.wire(), policy(application.policy(purpose)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", application.id());
        body.put("name", application.name());
        body.put("enabled", application.enabled());
        body.put("locale", application.locale());
        body.put("branding", application.branding());
        body.put("purposes", purposes);
        return Response.json(200, body);
    }

    private static Map<String, Object> policy(ApplicationConfigured.Policy policy) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enabled", policy.enabled());
        body.put("codeLength", policy.codeLength());
        body.put("ttl", policy.ttl().toString());
        body.put("maxAttempts", policy.maxAttempts());
        body.put(
                "resendAfter",
                policy.resendAfter().stream().map(Duration::toString).toList());
        body.put("delivery", policy.delivery().wire());
        return body;
    }
}
