package dev.sixpost.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Somebody with the operators' token, on the gateway's port. */
record Administrator(Stack stack, String token) {
    private static final Duration CALL = Duration.ofSeconds(20);

    static Path example(String name) {
        return Stack.ROOT.resolve("examples/applications").resolve(name);
    }

    /** As somebody wrote it; fails where it is refused. */
    Http.Answer apply(String id, Path file) throws IOException {
        return apply(id, Files.readString(file));
    }

    Http.Answer apply(String id, String yaml) throws IOException {
        Http.Answer answer = Http.send(HttpRequest.newBuilder(route(id))
                .timeout(CALL)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml))
                .build());
        if (answer.status() != 200) {
            throw new AssertionError(id + " was refused: " + answer.raw().body());
        }
        return answer;
    }

    /** On the issuer's routes, which the stack answers on the gateway's port as well. */
    void erase(Person person) throws IOException {
        Http.Answer answer =
                Http.send(HttpRequest.newBuilder(route(person.application() + "/accounts/" + person.email()))
                        .timeout(CALL)
                        .header("Authorization", "Bearer " + token)
                        .DELETE()
                        .build());
        if (answer.status() != 204) {
            throw new AssertionError("not erased: " + answer.raw().body());
        }
    }

    private URI route(String id) {
        return stack.gateway().resolve("/admin/v1/applications/" + id);
    }
}
