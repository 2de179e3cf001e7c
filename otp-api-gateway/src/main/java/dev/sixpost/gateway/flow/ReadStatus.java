package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.token.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET /v1/{application}/otp/{id}}. With the header {@code Otp-Secret} the page that asked gets its token once its
 * link was confirmed, and goes on by itself.
 */
public final class ReadStatus implements Handler {
    private final Statuses statuses;
    private final Tokens tokens;

    public ReadStatus(Statuses statuses, Tokens tokens) {
        this.statuses = statuses;
        this.tokens = tokens;
    }

    @Override
    public Response handle(Request request) {
        Map<String, Object> body = new LinkedHashMap<>(statuses.of(request).body());
        statuses.handedOver(request).ifPresent(verified -> body.put("token", tokens.of(verified)));
        return Response.json(200, body);
    }
}
