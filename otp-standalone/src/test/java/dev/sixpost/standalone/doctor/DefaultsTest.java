package dev.sixpost.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sixpost.kit.config.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsTest {

    @TempDir
    Path folder;

    private Path secret;

    @BeforeEach
    void write() throws Exception {
        secret = Files.writeString(folder.resolve("secret"), "ops@acme.example");
    }

    @Test
    void aSenderGivenAsAFileIsTheOne() {
        assertThat(read(Map.of("SMTP_FROM_EMAIL_FILE", secret.toString()), "SMTP_FROM_EMAIL"))
                .containsExactly("ops@acme.example");
        assertThat(read(Map.of("SMTP_FROM_EMAIL", " "), "SMTP_FROM_EMAIL")).containsExactly("codes@sixpost.example");
    }

    @Test
    void theEmbeddedPartsAreReachedWhateverFilesAreGivenForOthers() {
        Map<String, String> given = Map.of(
                "DATABASE_USERNAME_FILE", secret.toString(),
                "DATABASE_PASSWORD_FILE", secret.toString(),
                "SMTP_PORT_FILE", secret.toString(),
                "SMTP_SECURITY_FILE", secret.toString());
        assertThat(read(given, "DATABASE_USERNAME", "SMTP_HOST", "SMTP_PORT", "SMTP_SECURITY"))
                .containsExactly("postgres", "127.0.0.1", "1025", "none");
    }

    /** None of them is set twice. */
    private List<String> read(Map<String, String> given, String... names) {
        Environment env = Environment.of(Defaults.with(new HashMap<>(given), folder));
        env.text("DATABASE_PASSWORD");
        List<String> values = List.of(names).stream().map(env::required).toList();
        assertThatCode(env::check).doesNotThrowAnyException();
        return values;
    }
}
