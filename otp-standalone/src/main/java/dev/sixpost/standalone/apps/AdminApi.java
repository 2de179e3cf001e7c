package dev.sixpost.standalone.apps;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.Json;
import dev.sixpost.standalone.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The routes {@code /admin/v1/applications} of a running stack. */
final class AdminApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int INVALID = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String server;
    private final String token;

    private AdminApi(String server, String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * The stack on this machine, or the one OTP_PUBLIC_URL names where no port does; the token is OTP_ADMIN_TOKEN, else
     * the one in the data folder.
     */
    static AdminApi of(Environment env, Path data) {
        Optional<String> elsewhere =
                env.text("OTP_HTTP_PORT").isPresent() ? Optional.empty() : env.text("OTP_PUBLIC_URL");
        String server = elsewhere
                .map(url -> url.replaceAll("/+$", ""))
                .orElse("http://127.0.0.1:" + env.number("OTP_HTTP_PORT", 8080, 1, 65_535));
        String token = env.text("OTP_ADMIN_TOKEN").orElseGet(() -> token(data.resolve("admin-token")));
        env.check();
        return new AdminApi(server, token);
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(
                    "Set OTP_ADMIN_TOKEN, or let --data name the folder of the stack; " + file + " cannot be read.");
        }
    }

    JsonNode list() throws IOException, InterruptedException {
        return expect(call("GET", "", Optional.empty()), "");
    }

    Optional<JsonNode> find(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = call("GET", "/" + id, Optional.empty());
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(expect(response, id));
    }

    /** What would be in force. */
    JsonNode check(String id, JsonNode settings) throws IOException, InterruptedException {
        return expect(call("PUT", "/" + id + "?dryRun=true", Optional.of(settings)), id);
    }

    /** What is in force now. */
    JsonNode put(String id, JsonNode settings) throws IOException, InterruptedException {
        return expect(call("PUT", "/" + id, Optional.of(settings)), id);
    }

    /** False where there is none. */
    boolean delete(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = call("DELETE", "/" + id, Optional.empty());
        if (response.statusCode() != NOT_FOUND && response.statusCode() != 204) {
            throw refusal(response, id);
        }
        return response.statusCode() != NOT_FOUND;
    }

    private HttpResponse<String> call(String method, String path, Optional<JsonNode> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/admin/v1/applications" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                                .orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Failure("Nothing answers on " + server + "; start the stack with ./otp up first.", e);
        }
    }

    private JsonNode expect(HttpResponse<String> response, String id) {
        if (response.statusCode() != OK) {
            throw refusal(response, id);
        }
        return json(response);
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            return Json.LENIENT.readTree(response.body());
        } catch (JacksonException e) {
            throw new Failure("What answers on " + server + " is something else; set OTP_HTTP_PORT.", e);
        }
    }

    private Failure refusal(HttpResponse<String> response, String id) {
        return switch (response.statusCode()) {
            case UNAUTHORIZED -> new Failure("The admin token is not the stack's; set OTP_ADMIN_TOKEN or --data.");
            case INVALID -> new Failure(faults(json(response), id));
            default -> new Failure("The gateway answered with " + response.statusCode() + ".");
        };
    }

    private static String faults(JsonNode problem, String id) {
        StringBuilder faults = new StringBuilder("The settings of " + id + " have faults:");
        for (JsonNode fault : problem.path("errors")) {
            faults.append("\n  ")
                    .append(fault.path("pointer").asString(""))
                    .append("  ")
                    .append(fault.path("detail").asString(""));
        }
        return faults.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
