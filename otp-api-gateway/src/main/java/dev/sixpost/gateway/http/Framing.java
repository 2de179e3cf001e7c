package dev.sixpost.gateway.http;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;

/** What the server refuses before any route sees it, as problems. The server's own words, which may quote, are not used. */
final class Framing implements DirectHandler {
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_FAULTS = 500;
    private static final int WRONG_VERSION = 505;

    static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new Framing());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request, EventType type, Status status, ServerResponseHeaders fields, String message) {
        Response.Whole response = Response.problem(refusal(status.code(), Connection.CURRENT.get()));
        TransportResponse.Builder refusal = TransportResponse.builder()
                .status(Status.create(response.status()))
                .keepAlive(false)
                .entity(response.body().getBytes(StandardCharsets.UTF_8));
        response.fields().forEach((name, value) -> refusal.header(HeaderNames.create(name), value));
        return refusal.build();
    }

    static Problem refusal(int status, Connection connection) {
        if (status == TOO_LARGE) {
            connection.overflowed();
            return Problem.of(ProblemType.TOO_LARGE);
        }
        if (status == UNAVAILABLE) {
            return Problem.unavailable();
        }
        return status >= SERVER_FAULTS && status != WRONG_VERSION
                ? Problem.of(ProblemType.INTERNAL_ERROR).withStatus(status)
                : Problem.of(ProblemType.MALFORMED_REQUEST).withStatus(status);
    }
}
