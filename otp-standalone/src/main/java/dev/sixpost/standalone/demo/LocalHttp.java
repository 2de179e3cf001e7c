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

    JsonNode get(String path) throws IOException, InterruptedException {
        return body(request(path).GET().build(), 200);
    }

    JsonNode post(String path, JsonNode body, int expected) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.STRICT.writeValueAsBytes(body)))
                .build();
        return body(request, expected);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(TIMEOUT);
    }

    private JsonNode body(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new Failure("Nothing answers on " + server + "; start the stack with ./otp up first.", e);
        }
        if (response.statusCode() != expected) {
            throw new Failure(request.method() + " " + request.uri().getPath() + " was answered with "
                    + response.statusCode() + " instead of " + expected + ".");
        }
        return Json.LENIENT.readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
