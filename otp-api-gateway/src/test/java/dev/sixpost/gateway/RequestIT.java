package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.ASK;
import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.issuing;
import static dev.sixpost.gateway.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.NoEntropyException;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Subject;
import java.security.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST …/otp: outcomes in time, rejections, preferences, who may ask. */
class RequestIT {
    private final Pipeline pipeline = Stage.PIPELINE;
    private final Outcomes outcomes = Stage.OUTCOMES;
    private static final String JSON = "application/json";

    private final Gateway one = Stage.ONE;

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
    }

    @Test
    void aRequestThatIsIssuedInTimeIsAnsweredAsIssued() throws Exception {
        issuing();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Gateway.Reply reply = one.post(OTP, ASK, "traceparent", trace, "Accept-Language", "gsw, fr;q=0.5, de-AT;q=0.9");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("status")).isEqualTo("issued");
        assertThat(reply.text("id")).matches("[0-9a-f]{32}");
        assertThat(reply.text("email")).isEqualTo("a•••@example.com");
        assertThat(reply.text("purpose")).isEqualTo("signup");
        assertThat(reply.body().get("codeLength").asInt()).isEqualTo(6);
        assertThat(reply.body().get("attemptsRemaining").asInt()).isEqualTo(5);
        assertThat(reply.header("Location")).isEqualTo(OTP + "/" + reply.text("id"));
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Preference-Applied")).isEmpty();

        Pipeline.Seen written = request(reply.text("id"));
        OtpRequested event = (OtpRequested) written.envelope().event();
        assertThat(written.key()).isEqualTo(Subject.of("gatewayit", "ada@example.com"));
        assertThat(event.email()).isEqualTo("Ada@Example.com");
        assertThat(event.locale()).isEqualTo("de-AT");
        assertThat(event.idempotency()).isNull();
        assertThat(event.clientIp()).isEqualTo("127.0.0.1");
        assertThat(written.envelope().traceparent()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-");
    }

    @ParameterizedTest
    @CsvSource({
        "respond-async, 202, respond-async",
        "'respond-async, wait=5', 201, wait=2",
        "wait=1, 201, wait=1",
        "wait=999999, 201, wait=2",
        "wait=abc, 201, ''",
        "wait=-1, 201, ''",
        "handling=lenient, 201, ''"
    })
    void preferencesAreFollowedAndToldTruthfully(String prefer, int status, String applied) throws Exception {
        issuing();
        Gateway.Reply reply = one.post(OTP, address("prefer"), "Prefer", prefer);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Preference-Applied")).isEqualTo(applied);
    }

    @ParameterizedTest
    @CsvSource({
        "resend-cooldown, 429, 42",
        "rate-limited, 429, 42",
        "locked, 429, 42",
        "purpose-disabled, 403, ",
        "domain-not-allowed, 403, ",
        "unknown-account, 404, ",
        "already-registered, 409, ",
        "idempotency-mismatch, 422, ",
        "invalid-request, 400, "
    })
    void aRejectionIsAnsweredAsItsProblem(String reason, int status, Long retryAfter) throws Exception {
        pipeline.script(seen -> outcomes.reject(seen, reason, retryAfter));
        Gateway.Reply reply = one.post(OTP, address("rejected"));
        assertProblem(reply, status, reason);
        if (retryAfter != null) {
            assertThat(reply.header("Retry-After")).isEqualTo("42");
            assertThat(reply.body().get("retryAfterSeconds").asInt()).isEqualTo(42);
        }
    }

    @Test
    void aStaleRequestIsUnavailable() throws Exception {
        pipeline.script(seen -> outcomes.reject(seen, "stale", null));
        Gateway.Reply reply = one.post(OTP, address("stale"));
        assertProblem(reply, 503, "unavailable");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    @Test
    void applicationsAreKnownSwitchedOnAndHaveTheirKeys() throws Exception {
        assertProblem(one.post("/v1/nobody/otp", ASK), 404, "unknown-application");
        assertProblem(one.post("/v1/switched-off/otp", ASK), 403, "application-disabled");
        assertProblem(
                one.post("/v1/no-login/otp", "{\"email\":\"a@example.com\",\"purpose\":\"login\"}"),
                403,
                "purpose-disabled");
        assertProblem(one.post("/v1/keyed/otp", ASK), 401, "unknown-key");
        assertProblem(one.post("/v1/keyed/otp", ASK, "Authorization", "Bearer wrong"), 401, "unknown-key");
        assertProblem(one.post(OTP, ASK, "Authorization", "Basic c2VjcmV0"), 401, "unknown-key");
        issuing();
        String withClient = "{\"email\":\"ada@example.com\",\"clientIp\":\"2001:db8::1\"}";
        Gateway.Reply keyed = one.post("/v1/keyed/otp", withClient, "Authorization", "Bearer secret");
        assertThat(keyed.status()).isEqualTo(201);
        OtpRequested event = (OtpRequested) request(keyed.text("id")).envelope().event();
        assertThat(event.clientIp()).isEqualTo("2001:db8::1");
        assertProblem(one.post(OTP, withClient), 400, "invalid-request");
    }

    /** Row C-13: whatever needs an identity, or a seal, that nobody can guess is refused, and nothing of it is written. */
    @Test
    void withoutRandomnessNothingIsAcceptedAndAfterwardsEverythingIs() throws Exception {
        issuing();
        AtomicBoolean broken = new AtomicBoolean(true);
        Entropy secure = Entropy.secure();
        Entropy entropy = count -> {
            if (broken.get()) {
                throw new NoEntropyException(new ProviderException("no device"));
            }
            return secure.bytes(count);
        };
        String settings = "{\"name\":\"P\",\"testAddresses\":[{\"email\":\"bot@example.com\",\"code\":\"042137\","
                + "\"until\":\"" + Instant.now().plus(Duration.ofDays(9)) + "\"}]}";
        try (Gateway poor = new Gateway(TestCluster.bootstrapServers(), Map.of(), entropy)) {
            assertProblem(poor.post(OTP, address("poor")), 503, "unavailable");
            assertProblem(poor.post("/v1/gatewayit/signups", "{\"email\":\"poor@example.com\"}"), 503, "unavailable");
            assertProblem(
                    poor.post(OTP + "/verify", "{\"email\":\"poor@example.com\",\"code\":\"042137\"}"),
                    503,
                    "unavailable");
            assertProblem(poor.administer("PUT", "/poor", settings, "Content-Type", JSON), 503, "unavailable");
            assertThat(poor.get("/v1/poor").status()).isEqualTo(404);

            broken.set(false);
            Gateway.Reply issued = poor.post(OTP, address("poor"));
            assertThat(issued.status()).isEqualTo(201);
            pipeline.await(issued.text("id"));
            assertThat(pipeline.seen("gatewayit", "poor@example.com")).hasSize(1);
            assertThat(poor.administer("PUT", "/poor", settings, "Content-Type", JSON)
                            .status())
                    .isEqualTo(200);
        }
    }
}
