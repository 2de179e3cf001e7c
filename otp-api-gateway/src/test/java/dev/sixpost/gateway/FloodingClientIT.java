package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.ASK;
import static dev.sixpost.gateway.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.VerifyOtp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One client floods an application behind a trusted proxy, and another one asks. */
class FloodingClientIT {
    private static final String GUESS = "{\"email\":\"ada@example.com\",\"purpose\":\"signup\",\"code\":\"123456\"}";
    private static final String FLOODING = "203.0.113.1";
    private static final String OTHER = "203.0.113.2";

    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Stage.PIPELINE.configure("{\"id\":\"flooded\",\"name\":\"F\",\"limits\":{\"perApplicationPerMinute\":60}}");
        Stage.PIPELINE.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                assertThat(Stage.OUTCOMES.issue(seen).requestId()).isNotEmpty();
            } else if (seen.envelope().event() instanceof VerifyOtp) {
                Stage.OUTCOMES.refuse(seen, null, "no-active-code", null, null);
            }
        });
        gateway = new Gateway(TestCluster.bootstrapServers(), Map.of("OTP_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void itsRequestsAreShedAndTheFirstOfAnotherClientIsAnswered() throws Exception {
        flood("/v1/flooded/otp", 300);

        Gateway.Reply reply = gateway.post("/v1/flooded/otp", ASK, "X-Forwarded-For", OTHER);
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(201);
    }

    @Test
    void itsGuessesAreShedAndAnotherClientsGuessIsJudged() throws Exception {
        flood("/v1/flooded/otp/verify", 1_200);

        assertProblem(gateway.post("/v1/flooded/otp/verify", GUESS, "X-Forwarded-For", OTHER), 404, "no-active-code");
    }

    /** Not worth a body: what is shed is shed before it is read. */
    private static void flood(String path, int times) throws Exception {
        List<CompletableFuture<Gateway.Reply>> flood = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            flood.add(gateway.postAsync(path, "{}", "X-Forwarded-For", FLOODING));
        }
        long shed = 0;
        for (CompletableFuture<Gateway.Reply> reply : flood) {
            if (reply.get().status() == 429) {
                assertProblem(reply.get(), 429, "rate-limited");
                shed++;
            }
        }
        assertThat(shed).isPositive();
    }
}
