package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.standalone.Failure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureIT {

    @Test
    void saysInOneSentenceWhichPartDoesNotStart(@TempDir Path folder) throws Exception {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DataFolder data = DataFolder.open(folder.resolve("data"), false);
                Closing closing = new Closing()) {
            Map<String, String> variables = Map.of(
                    "OTP_KAFKA_PORT", "" + busy.getLocalPort(),
                    "DATABASE_URL", "jdbc:postgresql://db.example/otp",
                    "SMTP_HOST", "mail.example");
            Layout layout = Layout.of(Environment.of(variables), variables);

            assertThatThrownBy(() -> new Infrastructure(layout, data, closing).start())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("Kafka")
                    .hasMessageContaining("" + busy.getLocalPort());
        }
    }
}
