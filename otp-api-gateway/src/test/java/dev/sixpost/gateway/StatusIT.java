package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.await;
import static dev.sixpost.gateway.Stage.awaitStatus;
import static dev.sixpost.gateway.Stage.issuing;
import static dev.sixpost.gateway.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has become of a request: polled, streamed, and after a restart; and the documents. */
class StatusIT {
    private final Pipeline pipeline = Stage.PIPELINE;
    private final Outcomes outcomes = Stage.OUTCOMES;
    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
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

    @Test
    void anEventStreamTellsEachChangeAndEndsWithTheChallenge() throws Exception {
        Gateway.Reply asked = one.post(OTP, address("stream"), "Prefer", "respond-async");
        HttpResponse<Stream<String>> stream = listen(one, asked.header("Location"), asked.text("id"));
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
                                            "gatewayit",
                                            "stream@example.com",
                                            Purpose.SIGNUP,
                                            "g",
                                            null,
                                            null,
                                            null,
                                            null,
                                            null),
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
    private HttpResponse<Stream<String>> listen(Gateway gateway, String location, String id) throws Exception {
        assertThat(location).endsWith(id);
        HttpResponse<Stream<String>> stream = gateway.client()
                .send(
                        gateway.to(location + "/events")
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().firstValue("content-type")).contains("text/event-stream");
        return stream;
    }

    @Test
    void aRequestOverKafkaHasAStatusUnderAnIdNobodyCanCountTo() throws Exception {
        issuing();
        String id = UUID.randomUUID().toString();
        pipeline.send(overKafka(null));
        pipeline.send(overKafka(id));
        // Of one address, so that the outcome of the first lies before that of the second.
        awaitStatus(one, OTP + "/" + id, "issued");
        listen(one, OTP + "/" + id, id).body().close();

        String place = pipeline.seen().stream()
                .map(seen -> seen.envelope().id())
                .filter(seen -> seen.startsWith("otp.requests-"))
                .findFirst()
                .orElseThrow();
        assertProblem(one.get(OTP + "/" + place), 404, "not-found");
        assertProblem(one.get(OTP + "/" + place + "/events"), 404, "not-found");
    }

    private static ProducerRecord<byte[], byte[]> overKafka(@Nullable String id) {
        ProducerRecord<byte[], byte[]> bare = new ProducerRecord<>(
                Topic.REQUESTS.name(),
                Subject.of("gatewayit", "kafka@example.com").getBytes(StandardCharsets.UTF_8),
                "{\"application\":\"gatewayit\",\"email\":\"kafka@example.com\"}".getBytes(StandardCharsets.UTF_8));
        if (id != null) {
            bare.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        }
        return bare;
    }

    @Test
    void aGatewayThatStopsWaitsForNobodyWhoListens() throws Exception {
        try (Gateway stopping = new Gateway(TestCluster.bootstrapServers())) {
            Gateway.Reply asked = stopping.post(OTP, address("stopping"), "Prefer", "respond-async");
            try (Stream<String> _ =
                    listen(stopping, asked.header("Location"), asked.text("id")).body()) {
                long before = System.nanoTime();
                stopping.service().close();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            }
        }
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
    void documentsAreAnsweredAndWhatIsForOperatorsIsNot() throws Exception {
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            assertProblem(one.get(path), 404, "not-found");
        }
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
                        .get("alg")
                        .asString())
                .isEqualTo("ES256");
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
    }
}
