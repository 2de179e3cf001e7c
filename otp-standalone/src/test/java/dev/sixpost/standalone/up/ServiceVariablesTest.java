package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.config.Environment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceVariablesTest {

    @TempDir
    Path folder;

    @Test
    void theWayToWhatIsEmbeddedReplacesBothFormsOfWhatWasGiven() {
        Map<String, String> read = variables(
                Map.of("DATABASE_PASSWORD_FILE", "/run/secrets/database", "SMTP_PORT_FILE", "/run/secrets/port"),
                Map.of("DATABASE_PASSWORD", "ours", "SMTP_PORT", "1025"));

        assertThat(read)
                .containsEntry("DATABASE_PASSWORD", "ours")
                .containsEntry("SMTP_PORT", "1025")
                .doesNotContainKeys("DATABASE_PASSWORD_FILE", "SMTP_PORT_FILE");
    }

    @Test
    void noDefaultStandsBesideWhatIsGivenAsAFile() {
        Map<String, String> read = variables(Map.of("OTP_KEYS_FILE", "/run/secrets/keys"), Map.of());

        assertThat(read)
                .doesNotContainKey("OTP_KEYS")
                .containsEntry("OTP_KEYS_FILE", "/run/secrets/keys")
                .containsKeys("OTP_ADMIN_TOKEN", "SMTP_FROM_EMAIL");
    }

    private Map<String, String> variables(Map<String, String> given, Map<String, String> embedded) {
        try (DataFolder data = DataFolder.open(folder.resolve("data"), false)) {
            return ServiceVariables.of(given, embedded, Layout.of(Environment.of(given), given), data);
        }
    }
}
