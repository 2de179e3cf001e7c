package dev.sixpost.standalone.demo;

import dev.sixpost.schemas.Json;
import dev.sixpost.standalone.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON over HTTP with a server on this machine. */
final class LocalHttp implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String server;

    LocalHttp(int port) {
        this.server = "http://127.0.0.1:" + port;
    }

    /** An answer with one of the statuses that were expected. */
    record Answer(int status, JsonNode body) {
        String text(String member) {
            return body.path(member).asString("");
        }
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), Set.of(200)).body();
    }

    /** 202 says that it is taken on and not yet done. The same key is the same request. */
    Answer post(String path, JsonNode body, String idempotencyKey, Set<Integer> expected)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.STRICT.writeValueAsBytes(body)))
                .build();
        return send(request, expected);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(TIMEOUT);
    }

    private Answer send(HttpRequest request, Set<Integer> expected) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new Failure("Nothing answers on " + server + "; start the stack with ./otp up first.", e);
        }
        if (!expected.contains(response.statusCode())) {
            throw new Failure(request.method() + " " + request.uri().getPath() + " was answered with "
                    + response.statusCode() + ".");
        }
        try {
            return new Answer(response.statusCode(), Json.LENIENT.readTree(response.body()));
        } catch (JacksonException e) {
            throw new Failure("What answers on " + server + " is something else; set the port of the stack.", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
