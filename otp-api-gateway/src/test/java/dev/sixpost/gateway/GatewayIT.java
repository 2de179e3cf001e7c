package dev.sixpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two gateways and a real broker; what the rest of the pipeline says is scripted, record by record. */
class GatewayIT {
    private static final String ASK = "{\"email\":\"Ada@Example.com\",\"purpose\":\"signup\"}";
    private static final String OTP = "/v1/gatewayit/otp";
    private static Pipeline pipeline;
    private static Outcomes outcomes;
    private static Gateway one;
    private static Gateway two;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new Pipeline(TestCluster.bootstrapServers());
        outcomes = new Outcomes(pipeline);
        pipeline.configure("{\"id\":\"gatewayit\",\"name\":\"Gateway IT\"}");
        pipeline.configure("{\"id\":\"switched-off\",\"name\":\"Off\",\"enabled\":false}");
        pipeline.configure("{\"id\":\"no-login\",\"name\":\"No login\",\"purposes\":{\"signup\":{},\"login\":"
                + "{\"enabled\":false},\"forgot_password\":{},\"verify_email\":{}}}");
        pipeline.configure("{\"id\":\"keyed\",\"name\":\"Keyed\",\"callers\":{\"requireKey\":true,\"keys\":["
                + "\"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\"]}}");
        one = new Gateway(TestCluster.bootstrapServers());
        two = new Gateway(TestCluster.bootstrapServers());
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        pipeline.close();
    }

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
    }

    private static void issuing() {
        pipeline.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                OtpIssued issued = outcomes.issue(seen);
                assertThat(issued.requestId()).isNotEmpty();
            }
        });
    }

    private static String address(String name) {
        return "{\"email\":\"" + name + "@example.com\",\"purpose\":\"signup\"}";
    }

    private static Pipeline.Seen request(String id) {
        return pipeline.seen().stream()
                .filter(seen -> seen.envelope().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertProblem(Gateway.Reply reply, int status, String name) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(status);
        assertThat(reply.text("type")).isEqualTo("/problems/" + name);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aRequestThatIsIssuedInTimeIsAnsweredAsIssued() throws Exception {
        issuing();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Gateway.Reply reply = one.post(OTP, ASK, "traceparent", trace, "Accept-Language", "fr;q=0.5, de-AT");

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

    @Test
    void aRequestNobodyAnswersIsAcceptedAfterTwoSecondsAndItsStatusFollows() throws Exception {
        long before = System.nanoTime();
        Gateway.Reply reply = one.post(OTP, address("late"));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("status")).isEqualTo("accepted");
        String path = reply.header("Location");
        assertThat(one.get(path).text("status")).isEqualTo("accepted");

        OtpIssued issued = outcomes.issue(request(reply.text("id")));
        awaitStatus(one, path, "issued");
        awaitStatus(two, path, "issued");
        String mail = EventId.of(EmailRequested.class, issued.requestId(), issued.challengeId());
        pipeline.write(
                Topic.DELIVERIES,
                Subject.of("gatewayit", "late@example.com"),
                EventId.of(EmailSent.class, mail),
                new EmailSent("gatewayit", issued.challengeId(), issued.requestId(), "default", 250, "m@x"),
                mail);
        Gateway.Reply status =
                await(two, path, answer -> answer.text("delivery").equals("sent"));
        assertThat(status.body().get("timeline").toString())
                .contains("\"issued\"")
                .contains("\"sent\"");
        assertThat(status.http().body()).doesNotContain("late@example.com");
        assertProblem(one.get("/v1/no-login/otp/" + reply.text("id")), 404, "not-found");
    }

    private static void awaitStatus(Gateway gateway, String path, String status) throws Exception {
        Gateway.Reply reply =
                await(gateway, path, answer -> answer.text("status").equals(status));
        assertThat(reply.text("status")).isEqualTo(status);
    }

    /** Reads the event stream of a request until it fits: waiting is what streams are for. */
    private static Gateway.Reply await(Gateway gateway, String path, Predicate<Gateway.Reply> fits) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Gateway.Reply reply = gateway.get(path);
        while (!fits.test(reply) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            reply = gateway.get(path);
        }
        return reply;
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

    @Test
    void sixtyFourAtOnceWithOneKeyOverTwoGatewaysAreOneRequest() throws Exception {
        issuing();
        int before = pipeline.seen().size();
        List<CompletableFuture<Gateway.Reply>> asked = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String body = i % 3 == 0
                    ? "{\"purpose\":\"signup\", \"email\":\"many@example.com\"}"
                    : "{\"email\":\"many@example.com\",\"purpose\":\"signup\"}";
            asked.add((i % 2 == 0 ? one : two).postAsync(OTP, body, "Idempotency-Key", "sixty-four"));
        }
        Set<String> bodies = new HashSet<>();
        for (CompletableFuture<Gateway.Reply> reply : asked) {
            Gateway.Reply got = reply.get(30, TimeUnit.SECONDS);
            assertThat(got.status()).isEqualTo(201);
            bodies.add(got.text("id"));
        }
        assertThat(bodies).hasSize(1);
        List<Pipeline.Seen> written =
                pipeline.seen().subList(before, pipeline.seen().size());
        assertThat(written.stream().map(seen -> seen.envelope().id()))
                .containsOnly(bodies.iterator().next());
        assertThat(written.stream()
                        .map(seen -> ((OtpRequested) seen.envelope().event()).idempotency())
                        .distinct())
                .hasSize(1)
                .doesNotContainNull();

        Gateway.Reply again = two.post(OTP, address("many"), "Idempotency-Key", "sixty-four");
        Gateway.Reply first = asked.getFirst().get();
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void anotherBodyUnderTheSameKeyIsAnotherRequestWithTheSameIdempotency() throws Exception {
        issuing();
        Gateway.Reply first = one.post(OTP, address("key-a"), "Idempotency-Key", "one-key");
        pipeline.script(seen -> outcomes.reject(seen, "idempotency-mismatch", null));
        assertProblem(one.post(OTP, address("key-b"), "Idempotency-Key", "one-key"), 422, "idempotency-mismatch");
        List<String> digests = pipeline.seen().stream()
                .filter(seen -> seen.envelope().event() instanceof OtpRequested asked
                        && asked.email().startsWith("key-"))
                .map(seen -> String.valueOf(((OtpRequested) seen.envelope().event()).idempotency()))
                .distinct()
                .toList();
        assertThat(digests).hasSize(1);
        assertThat(first.status()).isEqualTo(201);
    }

    @Test
    void forgedForeignAndDoubledOutcomesAreDroppedAndCounted() throws Exception {
        double forged = one.counted("forged-id");
        double foreign = one.counted("foreign");
        double wrongKey = one.counted("wrong-key");
        double wrongPartition = one.counted("wrong-partition");
        double doubled = one.counted("double");
        double duplicates = one.counted("duplicate");
        pipeline.script(seen -> {
            OtpIssued right = Outcomes.issued(seen, Outcomes.challengeOf(seen));
            OtpIssued tenant = with(right, "no-login", right.email());
            OtpIssued other = with(right, right.application(), "mallory@example.com");
            String id = EventId.of(OtpIssued.class, right.requestId(), right.challengeId());
            // For another application, and for another address, each with the key and identity that go with it.
            pipeline.write(Topic.CHALLENGES, Subject.of("no-login", right.email()), id, tenant, right.requestId());
            pipeline.write(
                    Topic.CHALLENGES, Subject.of(right.application(), other.email()), id, other, right.requestId());
            // With a key, an identity, a cause and a partition that do not belong.
            pipeline.write(Topic.CHALLENGES, Subject.of("no-login", right.email()), id, right, right.requestId());
            pipeline.write(Topic.CHALLENGES, seen.key(), "0".repeat(32), right, right.requestId());
            pipeline.write(Topic.CHALLENGES, seen.key(), id, right, "another");
            for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
                OtpIssued misplaced = with(right, right.application(), right.email());
                if (partition != home(seen.key())) {
                    pipeline.write(Topic.CHALLENGES, partition, seen.key(), id, misplaced, right.requestId());
                }
            }
            outcomes.issue(seen, right);
            outcomes.issue(seen, right);
            outcomes.reject(seen, "rate-limited", 1L);
        });
        Gateway.Reply reply = one.post(OTP, address("honest"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("application")).isEqualTo("gatewayit");
        assertThat(reply.text("email")).isEqualTo("h•••@example.com");

        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (one.counted("double") < doubled + 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(one.counted("double")).isEqualTo(doubled + 1);
        assertThat(one.counted("duplicate")).isEqualTo(duplicates + 1);
        assertThat(one.counted("forged-id")).isEqualTo(forged + 2);
        assertThat(one.counted("wrong-key")).isEqualTo(wrongKey + 1);
        assertThat(one.counted("wrong-partition")).isEqualTo(wrongPartition + Topic.PARTITIONS - 1);
        assertThat(one.counted("foreign")).isBetween(foreign, foreign + 2);
        assertThat(one.get(reply.header("Location")).text("status")).isEqualTo("issued");
    }

    private static int home(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % Topic.PARTITIONS;
    }

    private static OtpIssued with(OtpIssued issued, String application, String email) {
        return new OtpIssued(
                application,
                email,
                issued.purpose(),
                issued.requestId(),
                issued.challengeId(),
                issued.expiresAt(),
                issued.resendAt(),
                issued.codeLength(),
                issued.maxAttempts(),
                issued.resend());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("locked", 429, null, 7L),
                Arguments.of("code-incorrect", 422, 4, null),
                Arguments.of("too-many-attempts", 429, null, null),
                Arguments.of("code-expired", 410, null, null),
                Arguments.of("no-active-code", 404, null, null),
                Arguments.of("idempotency-mismatch", 422, null, null),
                Arguments.of("unavailable", 503, null, null));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedGuessIsAnsweredAsItsProblem(
            String reason, int status, @Nullable Integer left, @Nullable Long retryAfter) throws Exception {
        pipeline.script(seen -> outcomes.refuse(seen, null, reason, left, retryAfter));
        Gateway.Reply reply = one.post(
                OTP + "/verify", "{\"email\":\"ada@example.com\",\"purpose\":\"signup\",\"code\":\"123 456\"}");
        assertProblem(reply, status, reason);
        if (left != null) {
            assertThat(reply.body().get("attemptsRemaining").asInt()).isEqualTo(4);
        }
        if (status == 429) {
            assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
            assertThat(reply.body().get("retryAfterSeconds").asInt()).isPositive();
        }
        if (reason.equals("too-many-attempts")) {
            assertThat(Instant.parse(reply.text("resendAt"))).isNotNull();
        }
    }

    @Test
    void theRightCodeIsAnsweredWithAProofAndARetryGetsTheSame() throws Exception {
        AtomicReference<OtpIssued> issued = new AtomicReference<>();
        Instant at = Instant.parse("2026-11-20T10:11:12.345Z");
        pipeline.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                issued.set(outcomes.issue(seen));
            } else if (seen.envelope().event() instanceof VerifyOtp) {
                outcomes.verify(seen, Outcomes.verified(seen, issued.get(), at));
            }
        });
        Gateway.Reply asked = one.post(OTP, address("right"));
        String guess = "{\"email\":\"Right@example.com\",\"purpose\":\"signup\",\"code\":\"\uff10\uff14-21 37\"}";
        Gateway.Reply verified = one.post(OTP + "/verify", guess, "Idempotency-Key", "v1");
        Gateway.Reply again = two.post(OTP + "/verify", guess, "Idempotency-Key", "v1");

        assertThat(verified.status()).as(verified.http().body()).isEqualTo(200);
        assertThat(verified.text("status")).isEqualTo("verified");
        assertThat(verified.text("id")).isEqualTo(asked.text("id"));
        assertThat(verified.text("email")).isEqualTo("right@example.com");
        assertThat(again.body()).isEqualTo(verified.body());

        List<Pipeline.Seen> commands = pipeline.seen().stream()
                .filter(seen -> seen.envelope().event() instanceof VerifyOtp guessed
                        && "Right@example.com".equals(guessed.email()))
                .toList();
        assertThat(commands).hasSize(2);
        assertThat(commands.stream().map(seen -> seen.envelope().id()).distinct())
                .hasSize(1);
        VerifyOtp command = (VerifyOtp) commands.getFirst().envelope().event();
        assertThat(command.guess())
                .isEqualTo(Derivation.guessOfCode(
                        Keys.parse(Gateway.KEYS).current(),
                        "gatewayit",
                        Purpose.SIGNUP,
                        "right@example.com",
                        "042137"));
        assertThat(command.code()).isNull();
        awaitStatus(one, asked.header("Location"), "verified");
    }

    @Test
    void aVerdictOnSomebodyElseIsNotTheAnswer() throws Exception {
        pipeline.script(seen -> {
            String id = seen.envelope().id();
            OtpVerified mallory = new OtpVerified(
                    "gatewayit",
                    "mallory@example.com",
                    Purpose.SIGNUP,
                    "c".repeat(32),
                    "d".repeat(32),
                    null,
                    Instant.now(),
                    Method.CODE);
            pipeline.write(
                    Topic.RESULTS,
                    Subject.of("gatewayit", "mallory@example.com"),
                    EventId.of(OtpVerified.class, id),
                    mallory,
                    id);
            pipeline.write(Topic.RESULTS, seen.key(), EventId.of(OtpVerified.class, id), mallory, id);
            outcomes.refuse(seen, null, "code-incorrect", 3, null);
        });
        Gateway.Reply reply = one.post(
                OTP + "/verify", "{\"email\":\"victim@example.com\",\"purpose\":\"signup\",\"code\":\"123456\"}");
        assertProblem(reply, 422, "code-incorrect");
    }

    @Test
    void aGuessNobodyJudgesIsAcceptedAndALateVerdictIsCounted() throws Exception {
        double late = one.counted("late");
        AtomicReference<Pipeline.Seen> command = new AtomicReference<>();
        pipeline.script(command::set);
        Gateway.Reply reply = one.post(
                OTP + "/verify", "{\"email\":\"slow@example.com\",\"purpose\":\"signup\",\"code\":\"123456\"}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("status")).isEqualTo("accepted");
        outcomes.refuse(command.get(), null, "code-incorrect", 3, null);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (one.counted("late") <= late && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(one.counted("late")).isEqualTo(late + 1);
    }

    @Test
    void theNumberOfDigitsIsThePolicys() throws Exception {
        int before = pipeline.seen().size();
        for (String code : List.of("12345", "1234567", "12345678901", "123456a")) {
            Gateway.Reply reply = one.post(
                    OTP + "/verify", "{\"email\":\"a@example.com\",\"purpose\":\"signup\",\"code\":\"" + code + "\"}");
            assertProblem(reply, 400, "invalid-request");
            assertThat(reply.body().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/code");
        }
        assertThat(pipeline.seen()).hasSize(before);
    }

    @Test
    void anEventStreamTellsEachChangeAndEndsWithTheChallenge() throws Exception {
        Gateway.Reply asked = one.post(OTP, address("stream"), "Prefer", "respond-async");
        HttpResponse<Stream<String>> stream = two(asked.header("Location"), asked.text("id"));
        List<String> lines = new ArrayList<>();
        try (Stream<String> body = stream.body()) {
            OtpIssued[] issued = new OtpIssued[1];
            body.filter(line -> line.startsWith("data: ")).forEach(line -> {
                lines.add(line);
                if (line.contains("\"status\":\"accepted\"")) {
                    issued[0] = outcomes.issue(request(asked.text("id")));
                } else if (line.contains("\"status\":\"issued\"")) {
                    Pipeline.Seen command = new Pipeline.Seen(
                            Topic.VERIFICATIONS.name(),
                            Subject.of("gatewayit", "stream@example.com"),
                            new Envelope<>(
                                    "ab".repeat(16),
                                    new VerifyOtp(
                                            "gatewayit", "stream@example.com", Purpose.SIGNUP, "g", null, null, null),
                                    "/test",
                                    Instant.now(),
                                    null,
                                    null));
                    outcomes.verify(command, Outcomes.verified(command, issued[0], Instant.now()));
                }
            });
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines.getLast()).contains("\"status\":\"verified\"");
    }

    /** Opened on the gateway that accepted; the answers come from Kafka either way. */
    private static HttpResponse<Stream<String>> two(String location, String id) throws Exception {
        assertThat(location).endsWith(id);
        HttpResponse<Stream<String>> stream = one.client()
                .send(
                        one.to(location + "/events")
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        return stream;
    }

    @Test
    void aNewGatewayKnowsTheLastQuarterOfAnHour() throws Exception {
        issuing();
        Gateway.Reply asked = one.post(OTP, address("before"));
        try (Gateway three = new Gateway(TestCluster.bootstrapServers())) {
            awaitStatus(three, asked.header("Location"), "issued");
        }
    }

    @Test
    void documentsHealthAndMetricsAreAnswered() throws Exception {
        assertThat(one.get("/health/live").status()).isEqualTo(200);
        assertThat(one.get("/health/ready").status()).isEqualTo(200);
        assertThat(one.get("/metrics").http().body()).contains("otp_gateway_http_seconds");
        assertThat(one.get("/openapi.yaml").http().body()).startsWith("openapi: 3.1");
        Gateway.Reply docs = one.get("/docs");
        assertThat(docs.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(docs.http().body())
                .contains("/v1/{application}/otp/verify")
                .doesNotContain("<script", "http://", "https://");
        assertThat(one.get("/problems/code-incorrect").http().body()).contains("422");
        assertProblem(one.get("/problems/nonsense"), 404, "not-found");
        assertThat(one.get("/.well-known/jwks.json")
                        .body()
                        .get("keys")
                        .get(0)
                        .get("crv")
                        .asString())
                .isEqualTo("Ed25519");
        Gateway.Reply application = one.get("/v1/gatewayit");
        assertThat(application.text("name")).isEqualTo("Gateway IT");
        assertThat(application
                        .body()
                        .get("purposes")
                        .get("signup")
                        .get("codeLength")
                        .asInt())
                .isEqualTo(6);
        assertThat(application.http().body()).doesNotContain("keys").doesNotContain("limits");
        assertThat(Map.of()).isEmpty();
    }
}
