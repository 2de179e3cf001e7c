package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** T-05, T-07, T-09, T-11: what is refused where settings are written, and that editors are told the same. */
class SettingsSchemaTest {
    private static final Set<String> READ = Set.of(
            "$ref",
            "additionalProperties",
            "anyOf",
            "enum",
            "format",
            "items",
            "maxItems",
            "maxLength",
            "maxProperties",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "not",
            "pattern",
            "properties",
            "propertyNames",
            "required",
            "type",
            "uniqueItems",
            "x-maximum",
            "x-minimum");
    private static final Set<String> ANNOTATIONS = Set.of("$defs", "$id", "$schema", "default", "description", "title");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        /name                            | "name": "Acme\\r\\nBcc: v@example.com"
        /name                            | "name": "Acme\\u2028"
        /name                            | "name": "Acme\\rInc"
        /name                            | "name": "\\u202egnp.exe"
        /name                            | "name": "  "
        /name                            | "name": 7
        /sender/name                     | "sender": {"name": "A\\nTo: b@example.com"}
        /sender/email                    | "sender": {"email": "none"}
        /sender/bcc                      | "sender": {"bcc": "v@example.com"}
        /branding/primaryColor           | "branding": {"primaryColor": "red;background:url(https://t/x)"}
        /branding/primaryColor           | "branding": {"primaryColor": "#fff}body{display:none"}
        /branding/primaryColor           | "branding": {"primaryColor": "expression(alert(1))"}
        /branding/primaryColor           | "branding": {"primaryColor": "</style><script>"}
        /branding/primaryColor           | "branding": {"primaryColor": "#ffff"}
        /branding/logoUrl                | "branding": {"logoUrl": "javascript:alert(1)"}
        /branding/logoUrl                | "branding": {"logoUrl": "data:image/png;base64,AA=="}
        /branding/logoUrl                | "branding": {"logoUrl": "http://acme.example/logo.png"}
        /branding/logoUrl                | "branding": {"logoUrl": "//acme.example/logo.png"}
        /branding/logoUrl                | "branding": {"logoUrl": "https://acme.example/logo.png?who=ada"}
        /branding/logoUrl                | "branding": {"logoUrl": "https://ada@acme.example/logo.png"}
        /branding/footer                 | "branding": {"footer": "a\\u202eb"}
        /web/publicUrl                   | "web": {"publicUrl": "http://id.acme.example"}
        /web/allowedOrigins/0            | "web": {"allowedOrigins": ["https://acme.example/"]}
        /web/allowedOrigins/1            | "web": {"allowedOrigins": ["https://a.example", "*"]}
        /web/redirectUrls/0              | "web": {"redirectUrls": ["javascript:alert(1)"]}
        /smtp                            | "smtp": "../default"
        /locale                          | "locale": "de_DE"
        /emails/onlyDomains/0            | "emails": {"onlyDomains": ["a b"]}
        /accounts/mode                   | "accounts": {"mode": "closed"}
        /limits/perAddressPerHour        | "limits": {"perAddressPerHour": 0}
        /limits/perAddressPerHour        | "limits": {"perAddressPerHour": 2.5}
        /limits/perApplicationPerMinute  | "limits": {"perApplicationPerMinute": 99999999999999999999}
        /limits/failuresPerAddressPerDay | "limits": {"failuresPerAddressPerDay": 1001}
        /session/purposes/0              | "session": {"purposes": ["logout"]}
        /session/purposes                | "session": {"purposes": ["login", "login"]}
        /session/ttl                     | "session": {"ttl": "P40D"}
        /session/refreshTtl              | "session": {"refreshTtl": "a month"}
        /callers/keys/0                  | "callers": {"keys": ["s3cret"]}
        /testAddresses/0/code            | "testAddresses": [{"email": "a@a.example", "code": "1234", "until": "2026-01-01T00:00:00Z"}]
        /testAddresses/0/until           | "testAddresses": [{"email": "a@a.example", "code": "123456"}]
        /testAddresses/0/until           | "testAddresses": [{"email": "a@a.example", "code": "123456", "until": "tomorrow"}]
        /purposes/reset                  | "purposes": {"reset": {}}
        /purposes/login/codeLength       | "purposes": {"login": {"codeLength": 5}}
        /purposes/login/codeLength       | "purposes": {"login": {"codeLength": 11}}
        /purposes/login/codeLength       | "purposes": {"login": {"codeLength": "6"}}
        /purposes/login/maxAttempts      | "purposes": {"login": {"maxAttempts": 0}}
        /purposes/login/maxAttempts      | "purposes": {"login": {"maxAttempts": 11}}
        /purposes/login/ttl              | "purposes": {"login": {"ttl": "PT59S"}}
        /purposes/login/ttl              | "purposes": {"login": {"ttl": "PT10M1S"}}
        /purposes/login/linkTtl          | "purposes": {"login": {"linkTtl": "P32D"}}
        /purposes/login/linkTtl          | "purposes": {"login": {"linkTtl": "PT0S"}}
        /purposes/login/resendAfter      | "purposes": {"login": {"resendAfter": []}}
        /purposes/login/resendAfter      | "purposes": {"login": {"resendAfter": "soon"}}
        /purposes/login/resendAfter      | "purposes": {"login": {"resendAfter": "P2D"}}
        /purposes/login/resendAfter/1    | "purposes": {"login": {"resendAfter": ["PT1S", "-PT1S"]}}
        /purposes/login/resend           | "purposes": {"login": {"resend": "never"}}
        /purposes/login/delivery         | "purposes": {"login": {"delivery": "pigeon"}}
        /strings/d                       | "strings": {"d": {}}
        /strings/de/mail.subject         | "strings": {"de": {"mail.subject": "a\\nBcc: b"}}
        /strings/de/a b                  | "strings": {"de": {"a b": "x"}}
        /enabled                         | "enabled": "yes"
        /nmae                            | "nmae": "x"
        """)
    void aFaultIsNamedByItsPlaceAndAnEditorMarksItToo(String pointer, String member) {
        JsonNode document = document(member);

        assertThat(SettingsSchema.faults(document)).as(member).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.detail()).isNotBlank();
        });
        boolean needsArithmetic = member.contains("\"P40D\"") || member.contains("\"P2D\"") || member.contains("PT0S");
        assertThat(!SchemaFile.ofSettings().errors(document).isEmpty() || needsArithmetic)
                .as("an editor marks " + member)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"branding\": {\"primaryColor\": \"#abc\", \"footer\": \"Acme Ltd\\nBremen\"}",
                "\"branding\": {\"logoUrl\": \"https://cdn.acme.example/logo.png\"}",
                "\"web\": {\"publicUrl\": \"http://localhost:8080\", \"allowedOrigins\": [\"http://127.0.0.1:3000\"]}",
                "\"web\": {\"loginUrl\": \"https://acme.example/login?a=b#c\"}",
                "\"purposes\": {\"login\": {\"ttl\": \"PT1M30S\", \"linkTtl\": \"P1DT2H\", \"resendAfter\": \"PT0S\"}}",
                "\"purposes\": {\"login\": {\"ttl\": \"PT600S\", \"linkTtl\": \"PT744H\", \"resendAfter\":"
                        + " [\"PT1H\"]}}",
                "\"session\": {\"ttl\": \"PT168H\", \"refreshTtl\": \"P31D\", \"purposes\": [\"login\", \"signup\"]}",
                "\"name\": \"アクメ 🎉 \\u200fعربي\"",
                "\"testAddresses\": [{\"email\": \"a@a.example\", \"until\": \"2026-01-01T00:00:00Z\"}]",
                "\"strings\": {\"pt-BR\": {\"mail.subject\": \"Seu código\"}}"
            })
    void whatIsWithinTheBoundsPassesHereAndInAnEditor(String member) {
        assertThat(SettingsSchema.faults(document(member))).isEmpty();
        assertThat(SchemaFile.ofSettings().errors(document(member))).isEmpty();
    }

    @Test
    void allFaultsAreNamedAtOnceAndTwentyAtMost() {
        assertThat(SettingsSchema.faults(Json.LENIENT.readTree("{\"id\":\"V1\",\"locale\":7,\"x\":1}")))
                .extracting(SettingsSchema.Fault::pointer)
                .containsExactlyInAnyOrder("/name", "/id", "/locale", "/x");
        StringBuilder many = new StringBuilder("\"name\":\"a\"");
        for (int i = 0; i < 100; i++) {
            many.append(",\"m").append(i).append("\":1");
        }
        assertThat(SettingsSchema.faults(document(many.toString()))).hasSize(20);
        assertThat(SettingsSchema.faults(Json.LENIENT.readTree("[]"))).hasSize(1);
    }

    @Test
    void reservedFirstSegmentsAreNoIds() {
        for (String id :
                List.of("v1", "admin", "assets", "docs", "health", "metrics", "console", "problems", "a", "A1", "1a")) {
            assertThat(SettingsSchema.faults(Json.LENIENT.readTree("{\"id\":\"" + id + "\",\"name\":\"x\"}")))
                    .as(id)
                    .hasSize(1);
        }
    }

    @Test
    void everyKeywordOfTheSchemaIsReadAndEveryPatternIsWhole() {
        Set<String> found = new TreeSet<>();
        keywords(SchemaFile.ofSettings().node(), found);

        assertThat(READ).containsAll(found);
        assertThat(SchemaFile.ofSettings().node().findValuesAsString("pattern"))
                .allSatisfy(pattern -> assertThat(pattern).startsWith("^").endsWith("$"));
    }

    private static void keywords(JsonNode schema, Set<String> found) {
        schema.propertyNames().stream()
                .filter(name -> !ANNOTATIONS.contains(name))
                .forEach(found::add);
        schema.path("properties").forEach(member -> keywords(member, found));
        schema.path("$defs").forEach(member -> keywords(member, found));
        schema.path("anyOf").forEach(member -> keywords(member, found));
        for (String nested : List.of("items", "additionalProperties", "propertyNames", "not")) {
            if (schema.path(nested).isObject()) {
                keywords(schema.path(nested), found);
            }
        }
    }

    private static JsonNode document(String member) {
        String name = member.startsWith("\"name\"") ? "" : "\"name\":\"Acme\",";
        return Json.LENIENT.readTree("{\"id\":\"acme-chat\"," + name + member + "}");
    }
}
