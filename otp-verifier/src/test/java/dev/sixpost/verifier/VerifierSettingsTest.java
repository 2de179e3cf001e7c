package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierSettingsTest {
    @Test
    void aFolderThatCannotBeWrittenIsNamedWithWhatElseIsWrong(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Environment env = Environment.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "OTP_KEYS", "k1:c2hvcnQ=",
                "OTP_DATA", file.resolve("below").toString()));
        try (Metrics metrics = Metrics.start()) {
            VerifierService.wire(env, metrics).close();

            assertThatThrownBy(env::check)
                    .hasMessageContainingAll("OTP_DATA names a folder that cannot be written", "OTP_KEYS");
        }
    }
}
