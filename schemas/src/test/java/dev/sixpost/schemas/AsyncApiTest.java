package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document says what the code says. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = document();
    private static final String DEAD_LETTER = "DeadLetter";
    private static final Set<Class<? extends Event>> COMMANDS =
            Set.of(OtpRequested.class, SignupRequested.class, VerifyOtp.class);

    static List<Topic> topics() {
        return Topic.ALL;
    }

    static List<Class<? extends Event>> events() {
        return EventTypes.ALL;
    }

    @Test
    void itIsAnAsyncApi3Document() {
        assertThat(DOCUMENT.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.at("/info/license/name").asString()).isEqualTo("Apache-2.0");
    }

    @Test
    void anIdentityMayBeAsLongAsARequestId() {
        assertThat(DOCUMENT.at("/components/schemas/optionalAttributes/properties/ce_id/maxLength"))
                .isEqualTo(SchemaFile.of(OtpIssued.class).node().at("/properties/requestId/maxLength"));
    }

    @Test
    void itsChannelsAreTheTopics() {
        assertThat(channels())
                .extracting(c -> c.path("address").asString())
                .containsExactlyInAnyOrderElementsOf(
                        Topic.ALL.stream().map(Topic::name).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyChannelIsKeptAsItsTopicIs(Topic topic) {
        JsonNode channel = channel(topic.name());
        JsonNode kafka = channel.at("/bindings/kafka");
        JsonNode configuration = kafka.path("topicConfiguration");

        assertThat(kafka.path("topic").asString()).isEqualTo(topic.name());
        assertThat(kafka.path("partitions").asInt()).isEqualTo(Topic.PARTITIONS);
        assertThat(SchemaFile.texts(configuration.path("cleanup.policy")))
                .isEqualTo(Arrays.stream(Topic.Cleanup.values())
                        .filter(topic.cleanup()::contains)
                        .map(c -> c == Topic.Cleanup.COMPACT ? "compact" : "delete")
                        .collect(Collectors.toSet()));
        assertThat(configuration.path("retention.ms").asLong())
                .isEqualTo(topic.retention().map(d -> d.toMillis()).orElse(-1L));
        assertThat(configuration.path("min.compaction.lag.ms").asLong(0))
                .isEqualTo(topic.minCompactionLag().map(d -> d.toMillis()).orElse(0L));
        assertThat(configuration.path("max.compaction.lag.ms").asLong(0))
                .isEqualTo(topic.maxCompactionLag().map(d -> d.toMillis()).orElse(0L));
        assertThat(configuration.path("message.timestamp.type").asString()).isEqualTo("LogAppendTime");
        assertThat(channel.path("description").asString()).startsWith("Key: " + keyName(topic) + ".");
    }

    @Test
    void itsMessagesAreTheEventsAndTheDeadLetter() {
        Set<String> expected = EventTypes.ALL.stream().map(Class::getSimpleName).collect(Collectors.toSet());
        expected.add(DEAD_LETTER);

        assertThat(DOCUMENT.at("/components/messages").propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(channels().stream().flatMap(c -> c.path("messages").propertyNames().stream()))
                .containsAll(expected);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyMessageCarriesItsTypeSchemaAndHeaders(Class<? extends Event> event) {
        JsonNode message = DOCUMENT.at("/components/messages/" + event.getSimpleName());

        assertThat(message.path("name").asString()).isEqualTo(EventTypes.nameOf(event));
        assertThat(message.at("/payload/schema/$ref").asString())
                .isEqualTo("events/" + event.getSimpleName() + ".v1.json");
        assertThat(message.at("/headers/$ref").asString())
                .isEqualTo("#/components/schemas/" + (COMMANDS.contains(event) ? "optionalAttributes" : "attributes"));
        assertThat(Topic.class.getResource(message.at("/payload/schema/$ref").asString()))
                .isNotNull();
    }

    @Test
    void theHeadersItNamesAreTheHeadersThatAreWritten() {
        Set<String> written = Stream.of(
                        EventCodec.encode(Topic.CHALLENGES, "key", Samples.of(OtpIssued.class, Samples.FULL))
                                .headers()
                                .toArray())
                .map(h -> h.key())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(DOCUMENT.at("/components/schemas/optionalAttributes/properties")
                        .propertyNames())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");

        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> {
            boolean found = reference.startsWith("#")
                    ? !DOCUMENT.at(reference.substring(1)).isMissingNode()
                    : Topic.class.getResource(reference) != null;
            assertThat(found).as(reference).isTrue();
        });
    }

    @Test
    void everySampleLiesOnAChannelThatCarriesIt() throws Exception {
        for (GoldenFile sample : GoldenFile.all()) {
            JsonNode channel = channel(sample.topic());
            assertThat(channel.path("messages").propertyNames())
                    .as(sample.toString())
                    .contains(sample.event());
        }
    }

    private static JsonNode channel(String address) {
        return channels().stream()
                .filter(c -> c.path("address").asString().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> channels() {
        return DOCUMENT.path("channels").valueStream().toList();
    }

    private static String keyName(Topic topic) {
        return switch (topic.key()) {
            case SUBJECT -> "subject";
            case ANY -> "any";
            case BACK_OFF_TIER -> "back-off tier";
            case APPLICATION -> "application id";
            case SESSION -> "session id";
            case AS_FOUND -> "as found";
        };
    }

    private static JsonNode document() {
        InputStream in = Topic.class.getResourceAsStream("asyncapi.yaml");
        assertThat(in).isNotNull();
        return new YAMLMapper().readTree(in);
    }
}
