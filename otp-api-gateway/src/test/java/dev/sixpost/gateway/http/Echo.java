package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.schemas.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A server with routes that answer what they got, for all tests of a JVM, and what to send to it. */
final class Echo {
    static final int MAX_CONNECTIONS = 40;
    static final String PATH = "/v1/demo/otp";
    static final AtomicInteger HANDLED = new AtomicInteger();

    private static final HttpServer SERVER = server();

    private Echo() {}

    private static HttpServer server() {
        Handler echo = request -> {
            int members = JsonBody.object(request.body().read()).size();
            HANDLED.incrementAndGet();
            return Response.json(200, Map.of("members", members, "traceparent", request.traceparent()));
        };
        Routes routes = new Routes(List.of(
                Route.of("POST", "/v1/{application}/otp", Guards.posting(echo)),
                Route.of("GET", "/v1/{application}", Guards.reading(_ -> Response.json(200, Map.of("a", 1)))),
                Route.of("GET", "/broken", _ -> {
                    throw new IllegalArgumentException("ada@example.com");
                })));
        HttpServer server = new HttpServer(
                new HttpServer.Settings(
                        InetAddress.getLoopbackAddress(), 0, MAX_CONNECTIONS, 100_000, TrustedProxies.parse("")),
                routes,
                (_, _) -> Optional.empty(),
                new SimpleMeterRegistry());
        server.start();
        return server;
    }

    static int port() {
        return SERVER.port();
    }

    static String post(String headers, String body) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers + "\r\n"
                + body;
    }

    static String sized(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    static Wire.Reply ask(String request) throws IOException {
        try (Wire wire = new Wire(port())) {
            return wire.send(request).reply();
        }
    }

    static void assertProblem(Wire.Reply reply, int status, String name) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).contains("application/problem+json");
        assertThat(reply.header("cache-control")).contains("no-store");
        JsonNode body = Json.STRICT.readTree(reply.body());
        assertThat(body.get("type").asString()).isEqualTo("/problems/" + name);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asString()).isNotBlank();
    }
}
