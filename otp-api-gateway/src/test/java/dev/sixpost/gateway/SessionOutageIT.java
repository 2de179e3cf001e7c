package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.gateway.session.Sessions;
import dev.sixpost.gateway.token.SigningKey;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is cut off does not hear of sessions that are ended meanwhile. */
class SessionOutageIT {
    private static final String SETTINGS = "{\"id\":\"outage\",\"name\":\"Outage\",\"session\":"
            + "{\"purposes\":[\"login\"],\"ttl\":\"P7D\",\"refreshTtl\":\"P30D\"}}";
    private static final String REFRESH = refreshCookie();

    @Test
    void whileKafkaIsAwayNoSessionIsRenewedAndAfterwardsItIs(@TempDir Path data) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
        int port = kafka.port();
        try (Pipeline pipeline = new Pipeline(kafka.bootstrapServers())) {
            pipeline.configure(SETTINGS);
            try (Gateway gateway = new Gateway(kafka.bootstrapServers())) {
                assertThat(untilRefreshed(gateway, 204).status()).isEqualTo(204);
                kafka.close();
                assertProblem(untilRefreshed(gateway, 503), 503, "unavailable");
                kafka = EmbeddedKafka.start(data, port);
                assertThat(untilRefreshed(gateway, 204).status()).isEqualTo(204);
            }
        } finally {
            kafka.close();
        }
    }

    private static Gateway.Reply untilRefreshed(Gateway gateway, int status) throws Exception {
        long deadline = System.nanoTime() + 40_000_000_000L;
        Gateway.Reply reply = refresh(gateway);
        while (reply.status() != status && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            reply = refresh(gateway);
        }
        return reply;
    }

    private static Gateway.Reply refresh(Gateway gateway) throws Exception {
        return gateway.post("/v1/outage/session/refresh", "", "Cookie", REFRESH);
    }

    private static String refreshCookie() {
        Sessions sessions = new Sessions(
                new Tokens("https://id.example.test", List.of(SigningKey.of(new byte[32]))), Keys.parse(Gateway.KEYS));
        OtpVerified verified = new OtpVerified(
                "outage",
                "ada@example.com",
                Purpose.LOGIN,
                "c1".repeat(16),
                "d2".repeat(16),
                null,
                Instant.now(),
                Method.CODE);
        String set = sessions.begun(ApplicationSettings.complete(Json.LENIENT.readTree(SETTINGS)), verified)
                .getLast();
        return set.substring(0, set.indexOf(';'));
    }
}
