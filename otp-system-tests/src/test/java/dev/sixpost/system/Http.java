package dev.sixpost.system;

import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A small HTTP client of JSON; every call has a bound. */
final class Http {
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CALL)
            .build();

    private Http() {}

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String text(String member) {
            return body.path(member).asString("");
        }

        /** The name of the problem, or the status where there is none. */
        String outcome() {
            String type = text("type");
            return type.isEmpty() ? "" + status : type.substring(type.lastIndexOf('/') + 1);
        }
    }

    static Answer get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri).timeout(CALL).build());
    }

    static Answer post(URI uri, Object body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(CALL)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.LENIENT.writeValueAsBytes(body)));
        return send(with(request, headers));
    }

    /** For routes that do something and take nothing. */
    static Answer postNothing(URI uri, String... headers) throws IOException {
        return send(with(HttpRequest.newBuilder(uri).timeout(CALL).POST(HttpRequest.BodyPublishers.noBody()), headers));
    }

    private static HttpRequest with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    static Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("content-type").orElse("").contains("json");
            JsonNode body = json ? Json.LENIENT.readTree(response.body()) : Json.LENIENT.createObjectNode();
            return new Answer(response.statusCode(), body, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Asks until the answer is 200; the process' death ends the wait at once. */
    static void awaitOk(URI uri, Process process, Duration bound, Path log) throws IOException {
        long end = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new AssertionError("the process ended with " + process.exitValue() + ": " + tail(log));
            }
            if (statusOf(uri) == 200) {
                return;
            }
            pause();
        }
        process.destroyForcibly();
        throw new AssertionError("not ready within " + bound + ": " + tail(log));
    }

    /** Between two looks at something that has no event to wait for. */
    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static int statusOf(URI uri) {
        @Nullable Answer answer;
        try {
            answer = get(uri);
        } catch (IOException e) {
            return -1;
        }
        return answer.status();
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
