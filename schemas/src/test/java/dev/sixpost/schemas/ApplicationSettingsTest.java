package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ApplicationSettingsTest {
    @Test
    void idAndNameAreAllThatMustBeWritten() {
        assertThat(complete("")).isEqualTo(SampleSettings.minimal());
    }

    @Test
    void whatIsCompleteStaysAsItIs() {
        JsonNode written = Json.LENIENT.readTree(EventCodec.value(SampleSettings.full()));

        assertThat(ApplicationSettings.completeStrictly(written)).isEqualTo(SampleSettings.full());
    }

    @Test
    void whatIsWrittenLiesOverTheDefaultsMemberByMember() {
        ApplicationConfigured settings = complete(
                ",\"limits\":{\"perAddressPerHour\":3},\"purposes\":{\"login\":{\"codeLength\":8}},\"locale\":\"tr\"");

        assertThat(settings.limits()).isEqualTo(new ApplicationConfigured.Limits(3, 30, 30, 6000, 20));
        assertThat(settings.policy(Purpose.LOGIN).codeLength()).isEqualTo(8);
        assertThat(settings.policy(Purpose.LOGIN).maxAttempts()).isEqualTo(5);
        assertThat(settings.policy(Purpose.SIGNUP))
                .isEqualTo(SampleSettings.minimal().policy(Purpose.SIGNUP));
        assertThat(settings.locale()).isEqualTo("tr");
    }

    @Test
    void nullMeansTheDefault() {
        assertThat(complete(",\"limits\":null,\"locale\":null,\"purposes\":{\"login\":null}"))
                .isEqualTo(SampleSettings.minimal());
    }

    @Test
    void aListReplacesTheDefaultList() {
        assertThat(complete(",\"purposes\":{\"login\":{\"resendAfter\":[\"PT5S\"]}}")
                        .policy(Purpose.LOGIN)
                        .resendAfter())
                .containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void oneDelayIsAListOfOne() {
        ApplicationConfigured.Policy policy = complete(",\"purposes\":{\"login\":{\"resendAfter\":\"PT90S\"}}")
                .policy(Purpose.LOGIN);

        assertThat(policy.resendAfter()).containsExactly(Duration.ofSeconds(90));
        assertThat(policy.waitBeforeResend(0)).isEqualTo(policy.waitBeforeResend(7));
    }

    @Test
    void theLastDelayRepeats() {
        ApplicationConfigured.Policy policy = SampleSettings.minimal().policy(Purpose.LOGIN);

        assertThat(policy.waitBeforeResend(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.waitBeforeResend(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(policy.waitBeforeResend(3)).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.waitBeforeResend(1000)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"nmae\":1",
                ",\"limits\":{\"perAdressPerHour\":3}",
                ",\"purposes\":{\"log-in\":{}}",
                ",\"purposes\":{\"login\":{\"codelength\":8}}"
            })
    void aMisspeltSettingIsRefusedWherePeopleWriteAndPassedOverOnTheTopic(String members) {
        assertThatThrownBy(() -> ApplicationSettings.completeStrictly(document(members)))
                .isInstanceOf(JacksonException.class);
        assertThat(complete(members)).isEqualTo(SampleSettings.minimal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"codeLength\":5",
                "\"codeLength\":11",
                "\"ttl\":\"PT10M1S\"",
                "\"ttl\":\"PT0S\"",
                "\"ttl\":\"-PT5M\"",
                "\"ttl\":600",
                "\"maxAttempts\":0",
                "\"maxAttempts\":11",
                "\"linkTtl\":\"P32D\"",
                "\"resendAfter\":[]",
                "\"resendAfter\":[null]",
                "\"resend\":\"SAME_CODE\"",
                "\"delivery\":\"pigeon\""
            })
    void aPolicyOutOfBoundsIsRefused(String member) {
        assertThatThrownBy(() -> complete(",\"purposes\":{\"login\":{" + member + "}}"))
                .isInstanceOf(JacksonException.class);
        assertThat(SchemaFile.ofSettings().errors(document(",\"purposes\":{\"login\":{" + member + "}}")))
                .isNotEmpty();
    }

    @Test
    void whatPeopleWriteFitsTheSchemaForEditors() {
        SchemaFile schema = SchemaFile.ofSettings();

        assertThat(schema.errors(document(""))).isEmpty();
        assertThat(schema.errors(document(",\"purposes\":{\"login\":{\"resendAfter\":\"PT60S\"}}")))
                .isEmpty();
        assertThat(schema.errors(document(",\"nmae\":1"))).isNotEmpty();
        assertThat(schema.errors(Json.LENIENT.readTree("{\"id\":\"admin\",\"name\":\"A\"}")))
                .isNotEmpty();
    }

    @Test
    void theDefaultsTheSchemaNamesAreTheDefaultsInForce() {
        ObjectNode written = document("");
        putDefaults(SchemaFile.ofSettings(), SchemaFile.ofSettings().node(), written);

        assertThat(written.at("/limits/perAddressPerHour").asInt()).isEqualTo(10);
        assertThat(ApplicationSettings.completeStrictly(written)).isEqualTo(SampleSettings.minimal());
    }

    private static void putDefaults(SchemaFile file, JsonNode schema, ObjectNode into) {
        schema.path("properties").forEachEntry((name, member) -> {
            JsonNode property = file.resolved(member);
            if (property.has("default")) {
                into.set(name, property.get("default"));
            } else if (property.has("properties")) {
                putDefaults(file, property, into.putObject(name));
            }
        });
    }

    private static ApplicationConfigured complete(String members) {
        return ApplicationSettings.complete(document(members));
    }

    private static ObjectNode document(String members) {
        return (ObjectNode) Json.LENIENT.readTree("{\"id\":\"acme-chat\",\"name\":\"Acme Chat\"" + members + "}");
    }
}
