package dev.sixpost.gateway;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A gateway as a process would run it, on a port of its own, and a client of it. */
final class Gateway implements AutoCloseable {
    static final String ADMIN_TOKEN = "a-token-of-operators";
    static final String KEYS = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    /** An answer with its body read. */
    record Reply(int status, JsonNode body, HttpResponse<String> http) {
        String text(String member) {
            return body.path(member).asString("");
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    private final Metrics metrics = Metrics.start();
    private final GatewayService service;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Gateway(String bootstrapServers) throws Exception {
        this(bootstrapServers, Map.of());
    }

    Gateway(String bootstrapServers, Map<String, String> more) throws Exception {
        this(bootstrapServers, more, Entropy.secure());
    }

    Gateway(String bootstrapServers, Map<String, String> more, Entropy entropy) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "OTP_KEYS",
                KEYS,
                "OTP_HTTP_PORT",
                "0",
                "OTP_PUBLIC_URL",
                "https://id.example.test",
                "OTP_ADMIN_TOKEN",
                ADMIN_TOKEN));
        variables.putAll(more);
        Environment env = Environment.of(variables);
        service = GatewayService.wire(env, metrics, entropy);
        env.check();
        try {
            service.start();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    int port() {
        return service.port();
    }

    GatewayService service() {
        return service;
    }

    double counted(String reason) {
        return metrics.registry()
                .get("otp.gateway.dropped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpRequest posting(String path, String body, String... headers) {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    Reply post(String path, String body, String... headers) throws IOException, InterruptedException {
        return reply(client.send(posting(path, body, headers), HttpResponse.BodyHandlers.ofString()));
    }

    CompletableFuture<Reply> postAsync(String path, String body, String... headers) {
        return client.sendAsync(posting(path, body, headers), HttpResponse.BodyHandlers.ofString())
                .thenApply(Gateway::reply);
    }

    Reply get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = to(path).GET();
        return reply(client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    Reply administer(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = to("/admin/v1/applications" + path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + ADMIN_TOKEN);
        return reply(client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    HttpClient client() {
        return client;
    }

    private static Reply reply(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("content-type").orElse("").contains("json");
        return new Reply(
                response.statusCode(),
                json ? Json.STRICT.readTree(response.body()) : Json.STRICT.createObjectNode(),
                response);
    }

    @Override
    public void close() {
        service.close();
        metrics.close();
        client.close();
    }
}
