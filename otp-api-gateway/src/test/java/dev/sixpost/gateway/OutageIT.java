package dev.sixpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I24, I25: Kafka goes away and comes back under a gateway. */
class OutageIT {
    private static final String OTP = "/v1/outage/otp";

    @Test
    void whileKafkaIsAwayNothingIsAcceptedAndAfterwardsEverythingIs(@TempDir Path data) throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
        int port = kafka.port();
        try (Pipeline pipeline = new Pipeline(kafka.bootstrapServers())) {
            Outcomes outcomes = new Outcomes(pipeline);
            pipeline.configure("{\"id\":\"outage\",\"name\":\"Outage\",\"limits\":{\"perIpPer5Minutes\":1000}}");
            pipeline.script(seen -> {
                if (seen.envelope().event() instanceof OtpRequested) {
                    OtpIssued unused = outcomes.issue(seen);
                    assertThat(unused.codeLength()).isEqualTo(6);
                }
            });
            try (Gateway gateway = new Gateway(kafka.bootstrapServers())) {
                assertThat(gateway.post(OTP, body(0)).status()).isEqualTo(201);
                kafka.close();

                List<CompletableFuture<Gateway.Reply>> during = new ArrayList<>();
                long before = System.nanoTime();
                for (int i = 1; i <= 200; i++) {
                    during.add(gateway.postAsync(OTP, body(i), "Idempotency-Key", "during-" + i));
                }
                for (CompletableFuture<Gateway.Reply> reply : during) {
                    Gateway.Reply got = reply.get(60, TimeUnit.SECONDS);
                    assertThat(got.status()).isEqualTo(503);
                    assertThat(got.text("type")).isEqualTo("/problems/unavailable");
                    assertThat(got.header("Retry-After")).isNotEmpty();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
                Gateway.Reply guess = gateway.post(
                        OTP + "/verify", "{\"email\":\"p0@example.com\",\"purpose\":\"signup\",\"code\":\"123456\"}");
                assertThat(guess.status()).isEqualTo(503);
                assertThat(gateway.service().health().liveTroubles()).isEmpty();
                assertThat(gateway.get("/v1/outage").status()).isEqualTo(200);

                kafka = EmbeddedKafka.start(data, port);
                Gateway.Reply after = gateway.post(OTP, body(1), "Idempotency-Key", "during-1");
                long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
                while (after.status() != 201 && System.nanoTime() < deadline) {
                    after = gateway.post(OTP, body(1), "Idempotency-Key", "during-1");
                }
                assertThat(after.status()).isEqualTo(201);
                long requests = pipeline.seen().stream()
                        .map(seen -> seen.envelope().id())
                        .filter(after.text("id")::equals)
                        .count();
                assertThat(requests).isPositive();
            }
        } finally {
            kafka.close();
        }
    }

    /** K-31: a broker that is there, and a topic that is not. */
    @Test
    void whileItsTopicIsGoneNothingIsAccepted(@TempDir Path data) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
                Pipeline pipeline = new Pipeline(kafka.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            pipeline.configure("{\"id\":\"outage\",\"name\":\"Outage\"}");
            try (Gateway gateway = new Gateway(kafka.bootstrapServers())) {
                assertThat(gateway.post(OTP, body(0), "Prefer", "respond-async").status())
                        .isEqualTo(202);
                admin.deleteTopics(List.of(Topic.REQUESTS.name())).all().get(10, TimeUnit.SECONDS);

                Gateway.Reply reply = gateway.post(OTP, body(1), "Prefer", "respond-async");
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.text("type")).isEqualTo("/problems/unavailable");
                assertThat(reply.header("Retry-After")).isNotEmpty();
            }
        }
    }

    private static String body(int i) {
        return "{\"email\":\"user" + i + "@example.com\",\"purpose\":\"login\"}";
    }
}
