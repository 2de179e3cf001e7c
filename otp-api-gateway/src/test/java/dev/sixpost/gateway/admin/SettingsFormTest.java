package dev.sixpost.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.gateway.problem.Violation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationConfigured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFormTest {
    private static final Key KEY =
            Keys.parse("k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").current();
    private static final SettingsForm FORM = new SettingsForm(new TestCodes(KEY, Entropy.secure()), Messages.load());
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /id                        | "id": "other"
        /sender/replyTo            | "sender": {"replyTo": "a@x.example,b@x.example"}
        /sender/name               | "sender": {"name": "Ac\\u200bme"}
        /branding/footer           | "branding": {"footer": "Acme \\u200fLtd"}
        /branding/supportEmail     | "branding": {"supportEmail": "help@localhost"}
        /branding/logoUrl          | "branding": {"logoUrl": "https://10.0.0.1/logo.png"}
        /branding/logoUrl          | "branding": {"logoUrl": "https://[::1]/logo.png"}
        /branding/logoUrl          | "branding": {"logoUrl": "https://2130706433/logo.png"}
        /branding/logoUrl          | "branding": {"logoUrl": "https://localhost/logo.png"}
        /web/loginUrl              | "web": {"loginUrl": "https://acme.example:99999/"}
        /web/publicUrl             | "web": {"publicUrl": "https://id.acme.example/?to=x"}
        /web/publicUrl             | "web": {"publicUrl": "https://printer.local/"}
        /web/redirectUrls/0        | "web": {"redirectUrls": ["https://a b.example/"]}
        /web/allowedOrigins/0      | "web": {"allowedOrigins": ["https://*.acme.example"]}
        /emails/blockedDomains/1   | "emails": {"blockedDomains": ["spam.example", "-spam.example"]}
        /locale                    | "locale": "de-DE-1"
        /strings/x-1               | "strings": {"x-1": {"mail.subject": "a"}}
        /strings/de/mail.subjet    | "strings": {"de": {"mail.subjet": "a", "subject": "Ihr Code"}}
        /strings/de/subject        | "strings": {"de": {"subject": "{code, plural"}}
        /strings/de/mail.subject   | "strings": {"de": {"mail.subject": "{application, plural, other {x}}"}}
        /testAddresses/0/until     | "testAddresses": [{"email": "t@acme.example", "code": "123456", "until": "2026-07-01T00:00:01Z"}]
        /testAddresses/0/code      | "testAddresses": [{"email": "t@acme.example", "until": "2026-06-02T00:00:00Z"}]
        /branding/fotter           | "branding": {"fotter": null}
        /testAddresses/0/email     | "testAddresses": [{"email": "t@acme", "code": "123456", "until": "2026-06-02T00:00:00Z"}]
        """)
    void aFaultThatOnlyReadingTheValueFindsIsNamedByItsPlace(String pointer, String member) {
        assertThat(violations("{\"name\":\"Acme\"," + member + "}"))
                .singleElement()
                .extracting(Violation::pointer)
                .isEqualTo(pointer);
    }

    @Test
    void allFaultsAreNamedAtOnceEachPlaceOnce() {
        assertThat(violations("{\"locale\":\"!\",\"sender\":{\"email\":\"nobody\"},\"branding\":{\"logoUrl\":\"x\"}}"))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/name", "/locale", "/sender/email", "/branding/logoUrl");
    }

    @Test
    void anAddressForTestsIsThereOnce() {
        String one = "{\"email\":\"%s@acme.example\",\"code\":\"123456\",\"until\":\"2026-06-30T00:00:00Z\"}";

        assertThat(violations("{\"name\":\"A\",\"testAddresses\":[" + one.formatted("bot") + "," + one.formatted("BOT")
                        + "]}"))
                .extracting(Violation::pointer)
                .containsExactly("/testAddresses/1/email");
    }

    @Test
    void aCodeIsKeptUntilItIsWrittenAgainAndNeverShown() {
        String known =
                "{\"name\":\"A\",\"testAddresses\":[{\"email\":\"Bot@acme.example\",%s\"until\":\"2026-06-30T00:00:00Z\"}]}";
        ApplicationConfigured first = read(known.formatted("\"code\":\"042137\","), Optional.empty());

        ApplicationConfigured again = read(known.formatted(""), Optional.of(first));
        assertThat(again).isEqualTo(first);
        assertThat(SettingsShown.of(again).toString())
                .contains("Bot@acme.example")
                .doesNotContain("042137", "ealed");
        assertThat(first.toString()).doesNotContain("042137");
        assertThat(read(known.formatted("\"code\":\"999999\","), Optional.of(first)))
                .isNotEqualTo(first);
    }

    @Test
    void whatWasShownMayBeWrittenBack() {
        ApplicationConfigured first = read(
                "{\"name\":\"A\",\"session\":{\"refreshTtl\":\"P30D\"},\"purposes\":{\"login\":{\"linkTtl\":\"P31D\",\"ttl\":\"PT90S\"}}}",
                Optional.empty());

        assertThat(read(SettingsShown.of(first).toString(), Optional.of(first))).isEqualTo(first);
    }

    @Test
    void yamlAndJsonAreTheSameSettings() {
        String yaml = """
            id: acme
            name: Acme
            branding: { primaryColor: "#F9DB00", footer: null }
            purposes:
              signup: { codeLength: 8, resendAfter: PT30S }
            """;
        String json = "{\"name\":\"Acme\",\"branding\":{\"primaryColor\":\"#F9DB00\"},"
                + "\"purposes\":{\"signup\":{\"codeLength\":8,\"resendAfter\":[\"PT30S\"]}}}";

        assertThat(read(yaml, true, Optional.empty())).isEqualTo(read(json, Optional.empty()));
    }

    @Test
    void aTextThatACommaCutsShortIsRefused() {
        String yaml = "name: Acme\nbranding: { footer: Acme GmbH, Bremen }";

        assertThatThrownBy(() -> read(yaml, true, Optional.empty())).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: A\nname: B",
                "name: [",
                "- a",
                "",
                "name: A\n---\nname: B",
                "&a [*a, *a]",
                "a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}}}}}}}"
            })
    void whatIsNotOneObjectInYamlIsRefused(String yaml) {
        assertThatThrownBy(() -> read(yaml, true, Optional.empty())).isInstanceOf(Refused.class);
    }

    private static ApplicationConfigured read(String document, Optional<ApplicationConfigured> before) {
        return read(document, false, before);
    }

    private static ApplicationConfigured read(String text, boolean yaml, Optional<ApplicationConfigured> before) {
        return FORM.read("acme", SettingsDocument.read(text.getBytes(StandardCharsets.UTF_8), yaml), before, NOW);
    }

    @SuppressWarnings("unchecked")
    private static List<Violation> violations(String document) {
        try {
            read(document, Optional.empty());
            return List.of();
        } catch (Refused e) {
            return (List<Violation>) e.problem().members().getOrDefault("errors", List.of());
        }
    }
}
