package dev.sixpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Answer;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoute;
import dev.sixpost.kit.ops.OpsRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a gateway starts, where it cannot, and what else answers on its port. */
class StartIT {
    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (Gateway first = new Gateway(TestCluster.bootstrapServers())) {
            String port = Integer.toString(first.port());
            assertThatThrownBy(() -> {
                        Gateway second = new Gateway(TestCluster.bootstrapServers(), Map.of("OTP_HTTP_PORT", port));
                        second.close();
                    })
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("OTP_HTTP_PORT");
        }
    }

    @Test
    void everyVariableThatIsWrongIsNamedAtOnce() {
        Environment env = Environment.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "OTP_HTTP_PORT", "eighty",
                "OTP_HTTP_MAX_STREAMS", "-1",
                "OTP_PUBLIC_URL", "ftp://id.example.com",
                "OTP_KEYS", "k1:c2hvcnQ="));
        try (Metrics metrics = Metrics.start()) {
            GatewayService service = GatewayService.wire(env, metrics);
            assertThatThrownBy(env::check)
                    .hasMessageContainingAll("OTP_HTTP_PORT", "OTP_HTTP_MAX_STREAMS", "OTP_PUBLIC_URL", "OTP_KEYS")
                    .message()
                    .doesNotContain("c2hvcnQ=");
            service.close();
        }
    }

    @Test
    void theRoutesOfAWholeProcessAreAnsweredOnThePort() throws Exception {
        try (Gateway gateway = new Gateway(TestCluster.bootstrapServers());
                Metrics metrics = Metrics.start()) {
            Health whole = new Health().ready("mailer", () -> Optional.of("no relay answers"));
            OpsRoute erase =
                    new OpsRoute("GET", "/admin/v1/{name}", question -> Answer.text(200, question.parameter("name")));
            gateway.service().mount(new OpsRoutes(whole, metrics, List.of(erase)));
            Gateway.Reply ready = gateway.get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.http().body()).contains("no relay answers");
            assertThat(gateway.get("/admin/v1/a%40b").http().body()).isEqualTo("a@b");
            assertThat(gateway.get("/admin/v2/a").status()).isEqualTo(404);
        }
    }
}
