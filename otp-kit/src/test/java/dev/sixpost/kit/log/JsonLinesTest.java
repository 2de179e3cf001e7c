package dev.sixpost.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sixpost.schemas.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;

final class JsonLinesTest {
    private final JsonLines lines = new JsonLines();

    @Test
    void anEventIsOneLineWithItsKeysBesideItsMessage() {
        LoggingEvent event = event("challenge opened", null);
        event.addKeyValuePair(new KeyValuePair("application", "acme"));
        event.addKeyValuePair(new KeyValuePair("offset", 42L));
        event.addKeyValuePair(new KeyValuePair("count", 7));
        event.addKeyValuePair(new KeyValuePair("again", true));

        JsonNode line = encoded(event);

        assertThat(line.get("level").asString()).isEqualTo("WARN");
        assertThat(line.get("logger").asString()).isEqualTo("dev.sixpost.test");
        assertThat(line.get("message").asString()).isEqualTo("challenge opened");
        assertThat(line.get("application").asString()).isEqualTo("acme");
        assertThat(line.get("offset").asLong()).isEqualTo(42);
        assertThat(line.get("count").asInt()).isEqualTo(7);
        assertThat(line.get("again").asBoolean()).isTrue();
        assertThat(line.get("time").asString()).endsWith("Z");
    }

    @Test
    void noPartOfAnEventCarriesAnAddress() {
        Exception cause = new IllegalStateException("550 5.1.1 <canary@example.com> unknown");
        LoggingEvent event =
                event("cannot send to canary@example.com", new RuntimeException("canary@example.com", cause));
        event.setThreadName("smtp canary@example.com");
        event.addKeyValuePair(new KeyValuePair("to", "canary@example.com"));

        assertThat(text(event)).doesNotContain("canary").contains("550 5.1.1 <" + Addresses.MASK + "> unknown");
    }

    @Test
    void anExceptionSaysWhatAndWhereWithItsCauses() {
        JsonNode line = encoded(event("failed", new RuntimeException("outer", new IllegalStateException("inner"))));

        assertThat(line.get("error").get(0).get("type").asString()).isEqualTo("java.lang.RuntimeException");
        assertThat(line.get("error").get(1).get("message").asString()).isEqualTo("inner");
        assertThat(line.get("error").get(0).get("at").get(0).asString()).contains("JsonLinesTest");
    }

    @Test
    void aLineBreakCannotForgeALine() {
        String text = text(event("one\r\n{\"level\":\"INFO\"}\u2028", null));

        assertThat(text.strip()).doesNotContain("\n", "\r");
    }

    @Test
    void anEndlessMessageIsCut() {
        assertThat(text(event("x".repeat(1_000_000), null)).length()).isLessThan(3_000);
    }

    @Test
    void causesThatGoInCirclesEnd() {
        RuntimeException outer = new RuntimeException("outer");
        outer.initCause(new RuntimeException("inner", outer));

        assertThat(encoded(event("failed", outer)).get("error").size()).isLessThanOrEqualTo(4);
    }

    @Test
    void aKeyCannotStandForAMemberOfTheLine() {
        LoggingEvent event = event("real", null);
        event.addKeyValuePair(new KeyValuePair("message", "forged"));

        assertThat(encoded(event).get("message").asString()).isEqualTo("real");
        assertThat(encoded(event).get("message_").asString()).isEqualTo("forged");
    }

    @Test
    void aValueThatCannotBePrintedDoesNotStopTheLine() {
        LoggingEvent event = event("real", null);
        event.addKeyValuePair(new KeyValuePair("odd", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("canary");
            }
        }));
        event.addKeyValuePair(new KeyValuePair("none", null));

        assertThat(encoded(event).get("odd").asString()).isEqualTo("[IllegalStateException]");
    }

    private JsonNode encoded(LoggingEvent event) {
        return Json.STRICT.readTree(text(event));
    }

    private String text(LoggingEvent event) {
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }

    private static LoggingEvent event(String message, @Nullable Throwable thrown) {
        return new LoggingEvent(
                "caller", new LoggerContext().getLogger("dev.sixpost.test"), Level.WARN, message, thrown, null);
    }
}
