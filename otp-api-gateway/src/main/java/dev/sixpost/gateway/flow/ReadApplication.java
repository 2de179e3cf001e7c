package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.page.Language;
import dev.sixpost.kit.brand.Palette;
import dev.sixpost.kit.text.Texts;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/{application}}: what a user interface needs to know, and nothing that is not public. */
public final class ReadApplication implements Handler {
    private final Admission admission;
    private final Language language;

    public ReadApplication(Admission admission, Language language) {
        this.admission = admission;
        this.language = language;
    }

    @Override
    public Response handle(Request request) {
        ApplicationConfigured application = admission.find(request);
        Texts texts = language.of(request, application);
        Map<String, Object> purposes = new LinkedHashMap<>();
        for (Purpose purpose : Purpose.values()) {
            purposes.put(purpose.wire(), policy(application.policy(purpose)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", application.id());
        body.put("name", application.name());
        body.put("enabled", application.enabled());
        body.put("locale", application.locale());
        body.put("branding", branding(application.branding()));
        body.put("purposes", purposes);
        body.put("language", texts.language());
        body.put("readerLocale", texts.locale());
        body.put("direction", texts.direction());
        body.put("strings", texts.sources("web."));
        return Response.json(200, body).with("Content-Language", texts.language());
    }

    private static Map<String, Object> branding(ApplicationConfigured.Branding branding) {
        Palette palette = Palette.of(branding.primaryColor());
        Map<String, Object> body = new LinkedHashMap<>();
        putIfKnown(body, "primaryColor", branding.primaryColor());
        putIfKnown(body, "logoUrl", branding.logoUrl());
        putIfKnown(body, "supportEmail", branding.supportEmail());
        putIfKnown(body, "footer", branding.footer());
        body.put("palette", Map.of("light", shade(palette.light()), "dark", shade(palette.dark())));
        return body;
    }

    private static Map<String, String> shade(Palette.Shade shade) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("fill", shade.fill().css());
        body.put("onFill", shade.onFill().css());
        body.put("accent", shade.accent().css());
        return body;
    }

    private static void putIfKnown(Map<String, Object> body, String member, @Nullable String value) {
        if (value != null) {
            body.put(member, value);
        }
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
