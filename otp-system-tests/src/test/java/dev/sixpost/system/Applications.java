package dev.sixpost.system;

import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Puts applications of a test's own onto the compacted topic, and waits until the gateway knows them. */
final class Applications {
    private static final Duration KNOWN = Duration.ofSeconds(10);

    private Applications() {}

    /** Returns once the gateway knows the application. */
    static void configure(Stack stack, Topics topics, String id, String settings) throws IOException {
        String document = "{\"id\":\"" + id + "\",\"name\":\"" + id + "\"," + settings + "}";
        topics.write(EventCodec.encode(
                Topic.APPLICATIONS,
                id,
                new Envelope<>(
                        "test-" + id,
                        ApplicationSettings.complete(Json.LENIENT.readTree(document)),
                        "/test",
                        Instant.EPOCH,
                        null,
                        null)));
        URI status = stack.gateway().resolve("/v1/" + id + "/otp/" + "0".repeat(32));
        long end = System.nanoTime() + KNOWN.toNanos();
        while (Http.get(status).text("type").endsWith("unknown-application")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the gateway does not know " + id);
            }
            Http.pause();
        }
    }
}
