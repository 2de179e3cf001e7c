package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Records, schemas and what really travels say the same. */
class SchemasAgreeTest {
    static List<Class<? extends Event>> events() {
        return EventTypes.ALL;
    }

    static List<Envelope<?>> samples() {
        return Samples.all();
    }

    static List<Envelope<?>> samplesWithNumbersOrFlags() {
        return Samples.all().stream().filter(s -> !numbersAndFlags(s).isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyMemberOfTheRecordIsInTheSchemaAndTheOtherWayRound(Class<? extends Event> event) {
        SchemaFile file = SchemaFile.of(event);

        new RecordShape(file, false).assertAgrees(event, file.node(), event.getSimpleName());
    }

    @Test
    void theSettingsPeopleWriteHaveTheMembersOfTheEvent() {
        SchemaFile file = SchemaFile.ofSettings();

        new RecordShape(file, true).assertAgrees(ApplicationConfigured.class, file.node(), "settings");
    }

    /** Whoever holds the events against their schema would refuse what an operator may set. */
    @Test
    void theEventTakesWhatTheSettingsAllow() {
        JsonNode settings = SchemaFile.ofSettings().node();
        JsonNode event = SchemaFile.of(ApplicationConfigured.class).node();
        List<String> narrower = new ArrayList<>();
        narrower(settings, event, "", narrower);

        assertThat(narrower).isEmpty();
        assertThat(event.at("/properties/web").findValuesAsString("pattern"))
                .isEqualTo(settings.at("/properties/web").findValuesAsString("pattern"));
    }

    private static void narrower(JsonNode settings, JsonNode event, String where, List<String> found) {
        for (Map.Entry<String, JsonNode> part : settings.properties()) {
            JsonNode other = event.path(part.getKey());
            if (part.getValue().isObject() && other.isObject()) {
                narrower(part.getValue(), other, where + "/" + part.getKey(), found);
            } else if (part.getKey().startsWith("max")
                    && other.asLong(Long.MAX_VALUE) < part.getValue().asLong()) {
                found.add(where + "/" + part.getKey());
            }
        }
    }

    @Test
    void aDifferenceBetweenRecordAndSchemaIsFound() {
        SchemaFile other = SchemaFile.of(OtpRejected.class);

        assertThatThrownBy(() -> new RecordShape(other, false).assertAgrees(OtpIssued.class, other.node(), "x"))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everySchemaNamesItselfAndLetsLaterMembersPass(Class<? extends Event> event) {
        JsonNode schema = SchemaFile.of(event).node();

        assertThat(schema.path("$schema").asString()).endsWith("/draft/2020-12/schema");
        assertThat(schema.path("$id").asString()).isEqualTo("urn:sixpost:event:" + event.getSimpleName() + ":v1");
        assertThat(schema.path("title").asString()).isEqualTo(event.getSimpleName());
        assertThat(schema.path("description").asString()).isNotBlank();
        assertThat(schema.path("additionalProperties").asBoolean(false)).isTrue();
    }

    /** The identity of a record is the requestId of what follows from it. */
    @ParameterizedTest
    @MethodSource("events")
    void aRequestIdMayBeAsLongAsTheIdentityOfARecord(Class<? extends Event> event) {
        JsonNode requestId = SchemaFile.of(event).node().at("/properties/requestId");
        int most = requestId.path("maxLength").asInt(256);

        assertThat(identified("\uD83D\uDC69".repeat(most))).isInstanceOf(Decoded.Read.class);
        assertThat(identified("x".repeat(most + 1))).isEqualTo(new Decoded.Unreadable("bad-attribute"));
    }

    private static Decoded identified(String id) {
        return EventCodec.decode(Found.binary(Topic.REQUESTS, "otp.OtpRequested.v1")
                .without("ce_id")
                .header("ce_id", id)
                .with("{\"application\":\"acme\",\"email\":\"ada@example.com\"}"));
    }

    @Test
    void noSchemaIsLeftWithoutAnEvent() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/sixpost/schemas/events"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(EventTypes.ALL.stream()
                            .map(e -> e.getSimpleName() + ".v1.json")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyEventThatIsWrittenFitsItsSchema(Envelope<?> sample) {
        assertThat(SchemaFile.of(sample.event().getClass()).errors(value(sample)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anEventWithoutAMandatoryMemberFitsNeitherSchemaNorRecord(Envelope<?> sample) {
        SchemaFile schema = SchemaFile.of(sample.event().getClass());
        for (String name : schema.required()) {
            ObjectNode without = value(sample);
            without.remove(name);
            assertThat(schema.errors(without)).as("without " + name).isNotEmpty();
            boolean hasDefault = sample.event() instanceof ApplicationConfigured
                    && !List.of("id", "name").contains(name);
            if (!hasDefault) {
                assertThat(decode(sample, without)).as("without " + name).isInstanceOf(Decoded.Unreadable.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMemberOfAnotherTypeFitsNeitherSchemaNorRecord(Envelope<?> sample) {
        SchemaFile schema = SchemaFile.of(sample.event().getClass());
        for (String name : value(sample).propertyNames()) {
            for (JsonNode other : List.of(
                    Json.LENIENT.getNodeFactory().numberNode(7.5),
                    Json.LENIENT.createArrayNode().add(7.5),
                    Json.LENIENT.createObjectNode().put("member", 7.5))) {
                boolean settingsGroup = other.isObject() && sample.event() instanceof ApplicationConfigured;
                if (!settingsGroup) {
                    ObjectNode changed = value(sample);
                    changed.set(name, other);
                    assertThat(schema.errors(changed)).as(name + " as " + other).isNotEmpty();
                    assertThat(decode(sample, changed))
                            .as(name + " as " + other)
                            .isInstanceOf(Decoded.Unreadable.class);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samplesWithNumbersOrFlags")
    void aNumberOrFlagWrittenAsTextFitsNeither(Envelope<?> sample) {
        SchemaFile schema = SchemaFile.of(sample.event().getClass());
        for (String name : numbersAndFlags(sample)) {
            ObjectNode changed = value(sample);
            changed.put(name, changed.get(name).asString());
            assertThat(schema.errors(changed)).as(name).isNotEmpty();
            assertThat(decode(sample, changed)).as(name).isInstanceOf(Decoded.Unreadable.class);
        }
    }

    private static List<String> numbersAndFlags(Envelope<?> sample) {
        return value(sample)
                .propertyStream()
                .filter(p -> p.getValue().isNumber() || p.getValue().isBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ObjectNode value(Envelope<?> sample) {
        return (ObjectNode) Json.LENIENT.readTree(EventCodec.value(sample.event()));
    }

    private static Decoded decode(Envelope<?> sample, JsonNode value) {
        ConsumerRecord<byte[], byte[]> found = new ConsumerRecord<>(
                Topic.SIGNALS.name(), 0, 0, new byte[0], value.toString().getBytes(StandardCharsets.UTF_8));
        EventCodec.writeAttributes(found.headers(), sample);
        return EventCodec.decode(found);
    }
}
