package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What a stack says it cannot do just now. */
record Readiness(Stack stack) {
    private static final Duration WAIT = Duration.ofSeconds(60);

    /** Waits until the check tells of a trouble with {@code named} in it. */
    void awaitTrouble(String check, String named) throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        JsonNode checks = troubles();
        while (!checks.has(check) || !checks.path(check).asString("").contains(named)) {
            assertThat(System.nanoTime()).as("%s: %s", check, checks).isLessThan(end);
            Http.pause();
            checks = troubles();
        }
    }

    void awaitNone() throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!troubles().isEmpty()) {
            assertThat(System.nanoTime()).as("%s", troubles()).isLessThan(end);
            Http.pause();
        }
    }

    private JsonNode troubles() throws IOException {
        return Http.get(stack.gateway().resolve("/health/ready")).body().path("checks");
    }
}
