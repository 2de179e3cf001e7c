package dev.sixpost.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelayVariablesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "mail.example,  -,    -,             TLS",
                "mail.example,  465,  -,             TLS",
                "mail.example,  587,  -,             STARTTLS",
                "mail.example,  25,   -,             STARTTLS",
                "mail.example,  1025, -,             STARTTLS",
                "localhost,     1025, -,             NONE",
                "localhost,     25,   -,             STARTTLS",
                "localhost,     25,   none,          NONE",
                "127.0.0.1,     25,   none,          NONE",
                "127.8.9.1,     25,   none,          NONE",
                "::1,           25,   none,          NONE",
                "mail.example,  25,   none,          -",
                "10.0.0.1,      25,   none,          -",
                "localhost.example, 25, none,        -",
                "127.0.0.1.example, 25, none,        -",
                "mail.example,  25,   none-insecure, NONE",
                "mail.example,  465,  starttls,      STARTTLS",
                "mail.example,  465,  TLS,           -",
                "mail.example,  465,  ssl,           -"
            })
    void theWayIsProtectedByPortUnlessSaidOtherwise(String host, String port, String security, String expected) {
        Map<String, String> variables = new HashMap<>(Map.of("SMTP_HOST", host));
        if (port != null) {
            variables.put("SMTP_PORT", port);
        }
        if (security != null) {
            variables.put("SMTP_SECURITY", security);
        }
        Environment env = Environment.of(variables);
        List<RelaySettings> relays = RelayVariables.read(env, "sender.example");
        if (expected == null) {
            assertThat(problems(env)).singleElement().asString().startsWith("SMTP_SECURITY ");
        } else {
            assertThat(problems(env)).isEmpty();
            assertThat(relays)
                    .singleElement()
                    .satisfies(r -> assertThat(r.security()).isEqualTo(Security.valueOf(expected)));
        }
    }

    @Test
    void furtherRelaysFollowByNameWithSettingsOfTheirOwn() {
        Environment env = Environment.of(Map.of(
                "SMTP_HOST", "one.example",
                "SMTP_USERNAME", "u",
                "SMTP_PASSWORD", "p",
                "SMTP_ACME_EU_HOST", "two.example",
                "SMTP_ACME_EU_PORT", "587",
                "SMTP_ACME_EU_MAX_CONNECTIONS", "3",
                "SMTP_BACKUP_HOST", "three.example"));
        List<RelaySettings> relays = RelayVariables.read(env, "sender.example");
        assertThat(problems(env)).isEmpty();
        assertThat(relays).extracting(RelaySettings::name).containsExactly("default", "acme-eu", "backup");
        assertThat(relays.get(1)).satisfies(r -> {
            assertThat(r.host()).isEqualTo("two.example");
            assertThat(r.port()).isEqualTo(587);
            assertThat(r.maxConnections()).isEqualTo(3);
            assertThat(r.username()).as("credentials are not inherited").isNull();
        });
    }

    @Test
    void whatKubernetesInjectsForAServiceIsNoRelay() {
        Environment env = Environment.of(Map.of(
                "SMTP_HOST", "one.example",
                "SMTP_SERVICE_HOST", "10.0.0.7",
                "SMTP_SERVICE_PORT", "25",
                "SMTP_RELAY_SERVICE_HOST", "10.0.0.8",
                "SMTP_MY_SERVICE_EU_HOST", "two.example"));
        List<RelaySettings> relays = RelayVariables.read(env, "sender.example");
        assertThat(problems(env)).isEmpty();
        assertThat(relays).extracting(RelaySettings::name).containsExactly("default", "my-service-eu");
    }

    @Test
    void everyProblemIsReportedAtOnceAndNoSecretIsQuoted() {
        Environment env = Environment.of(Map.of(
                "SMTP_PORT", "none",
                "SMTP_PASSWORD", "s3cr3t-word",
                "SMTP_MAX_CONNECTIONS", "0",
                "SMTP_REPLY_TIMEOUT", "soon"));
        RelayVariables.read(env, "sender.example");
        assertThat(problems(env))
                .hasSize(5)
                .noneMatch(p -> p.contains("s3cr3t"))
                .anyMatch(p -> p.startsWith("SMTP_HOST "))
                .anyMatch(p -> p.startsWith("SMTP_USERNAME "));
    }

    @Test
    void credentialsAreNotPrinted() {
        assertThat(TestRelays.plain(25).toString()).doesNotContain("password", "user");
    }

    private static List<String> problems(Environment env) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, env::check);
        return refusal == null ? List.of() : refusal.problems();
    }
}
