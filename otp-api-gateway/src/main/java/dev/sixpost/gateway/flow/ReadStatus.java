package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;

/** {@code GET /v1/{application}/otp/{id}}. */
public final class ReadStatus implements Handler {
    private final Statuses statuses;

    public ReadStatus(Statuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public Response handle(Request request) {
        return Response.json(200, statuses.of(request).body());
    }
}
