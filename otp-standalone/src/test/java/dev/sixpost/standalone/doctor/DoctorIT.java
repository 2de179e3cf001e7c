package dev.sixpost.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.sixpost.embedded.Ports;
import dev.sixpost.embedded.TestCluster;
import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.embedded.inbox.Inbox;
import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {

    @TempDir
    Path folder;

    @Test
    void findsTheEmbeddedBrokerSufficient() {
        assertThat(kafka(TestCluster.bootstrapServers()))
                .as("no word of rights where there are no rules")
                .singleElement()
                .matches(Finding::good);
    }

    @Test
    void saysThatNoBrokerAnswers() {
        assertThat(kafka("127.0.0.1:" + Ports.free())).singleElement().matches(finding -> !finding.good());
    }

    @Test
    void logsInToPostgresAndSaysWhenItIsRefused() {
        String url = TestDatabase.create();
        assertThat(database(url, TestDatabase.password()).look()).matches(Finding::good);
        assertThat(database(url, "wrong").look().text()).startsWith("FAIL").contains("DATABASE_PASSWORD");
        assertThat(database(url + "_missing", TestDatabase.password()).look().text())
                .startsWith("FAIL");
    }

    @Test
    void sendsATestMailWhereAnAddressIsGiven() throws Exception {
        try (Inbox inbox = Inbox.start(folder, 0, 0)) {
            Environment env = smtp(inbox.smtpPort());
            assertThat(SmtpCheck.of(env, Optional.empty()).look())
                    .singleElement()
                    .matches(Finding::good);
            assertThat(mails()).isZero();
            assertThat(SmtpCheck.of(env, EmailAddress.parse("ada@example.com")).look())
                    .singleElement()
                    .matches(Finding::good);
            assertThat(mails()).isEqualTo(1);
        }
    }

    @Test
    void saysThatNoMailServerAnswers() {
        assertThat(SmtpCheck.of(smtp(Ports.free()), Optional.empty()).look())
                .extracting(Finding::text)
                .singleElement(STRING)
                .startsWith("FAIL")
                .contains("SMTP_HOST");
    }

    @Test
    void looksAtEveryRelayAndNamesItsVariables() throws Exception {
        try (Inbox inbox = Inbox.start(folder, 0, 0)) {
            Map<String, String> two = new HashMap<>(relay("SMTP_", inbox.smtpPort()));
            two.putAll(relay("SMTP_ACME_EU_", Ports.free()));
            assertThat(SmtpCheck.of(Environment.of(two), Optional.empty()).look())
                    .extracting(Finding::text)
                    .satisfiesExactly(
                            common -> assertThat(common).startsWith("ok    SMTP:"),
                            acme -> assertThat(acme)
                                    .startsWith("FAIL  SMTP relay acme-eu:")
                                    .contains("SMTP_ACME_EU_HOST"));
        }
    }

    private long mails() throws Exception {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static List<Finding> kafka(String servers) {
        return KafkaCheck.of(env("KAFKA_BOOTSTRAP_SERVERS", servers), Part.chosen(Optional.empty()))
                .look();
    }

    private static DatabaseCheck database(String url, String password) {
        return DatabaseCheck.of(
                env("DATABASE_URL", url, "DATABASE_USERNAME", TestDatabase.username(), "DATABASE_PASSWORD", password));
    }

    private static Environment smtp(int port) {
        return Environment.of(relay("SMTP_", port));
    }

    private static Map<String, String> relay(String prefix, int port) {
        return Map.of(
                prefix + "HOST",
                "127.0.0.1",
                prefix + "PORT",
                Integer.toString(port),
                prefix + "SECURITY",
                "none",
                "SMTP_FROM_EMAIL",
                "codes@sixpost.example");
    }

    private static Environment env(String... pairs) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            variables.put(pairs[i], pairs[i + 1]);
        }
        return Environment.of(variables);
    }
}
