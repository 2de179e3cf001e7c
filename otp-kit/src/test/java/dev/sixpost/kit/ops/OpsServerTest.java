package dev.sixpost.kit.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpsServerTest {
    private final Metrics metrics = Metrics.start();
    private final Health health = new Health();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable String trouble;
    private OpsServer server;

    @BeforeEach
    void start() {
        health.ready("database", () -> Optional.ofNullable(trouble));
        OpsRoute echo = new OpsRoute(
                "POST",
                "/admin/v1/applications/{id}/accounts/{email}",
                question -> Answer.json(
                        200,
                        question.parameter("id") + " " + question.parameter("email") + " "
                                + question.header("Authorization").orElse("nobody") + " " + question.body()));
        OpsRoute broken = new OpsRoute("GET", "/broken", question -> {
            throw new IOException("canary@example.com");
        });
        server = OpsServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new OpsRoutes(health, metrics, List.of(echo, broken)));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void saysWhetherItIsAliveAndReady() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");

        trouble = "does not answer";

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("\"database\":\"does not answer\"");
    }

    @Test
    void whatIsNotAliveIsNotReadyEither() throws Exception {
        Health issuer = new Health();
        health.part("issuer", issuer);
        issuer.live("loop", () -> Optional.of("died"));

        assertThat(get("/health/live").body()).contains("\"issuer/loop\":\"died\"");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aCheckThatThrowsIsTrouble() throws Exception {
        health.ready("odd", () -> {
            throw new IllegalStateException("canary@example.com");
        });

        assertThat(get("/health/ready").body())
                .contains("\"odd\":\"IllegalStateException\"")
                .doesNotContain("canary");
    }

    @Test
    void metricsAreInPrometheusFormatWithoutAnyAddress() throws Exception {
        Counter.builder("otp.test")
                .tag("to", "canary@example.com")
                .register(metrics.registry())
                .increment();

        HttpResponse<String> scraped = get("/metrics");

        assertThat(scraped.body())
                .contains("otp_test_total")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("canary");
        assertThat(scraped.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void metersAreBoundedWhateverTheirTags() {
        for (int i = 0; i < 10_000; i++) {
            Counter.builder("otp.flood").tag("n", Integer.toString(i)).register(metrics.registry());
        }

        assertThat(metrics.registry().getMeters()).hasSizeLessThanOrEqualTo(4_000);
    }

    @Test
    void aServicesOwnRouteSeesItsParametersHeadersAndBody() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/admin/v1/applications/acme/accounts/a%2Bb+c%40example.com")
                        .header("Authorization", "Bearer x")
                        .POST(BodyPublishers.ofString("body"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("acme a+b+c@example.com Bearer x body");
    }

    @Test
    void whatIsNotThereIs404AndAnotherMethodIs405WithWhatIsAllowed() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/health/live/").statusCode()).isEqualTo(404);
        HttpResponse<String> refused = client.send(request("/metrics").DELETE().build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"type\":\"/problems/method-not-allowed\"", "\"status\":405");
        assertThat(get("/nothing").body()).contains("\"type\":\"/problems/not-found\"", "\"status\":404");
    }

    @Test
    void aRouteThatFailsTellsNothing() throws Exception {
        HttpResponse<String> answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"type\":\"/problems/internal-error\"")
                .doesNotContain("canary");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/admin/v1/applications/acme/accounts/x")
                        .POST(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        assertThat(OpsServer.address(Environment.of(Map.of())).getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(OpsServer.address(Environment.of(Map.of("OTP_BIND_ADDRESS", "0.0.0.0", "OTP_OPS_PORT", "9")))
                        .toString())
                .isEqualTo("/0.0.0.0:9");
    }

    @Test
    void aPortThatIsTakenIsAProblemOfTheVariableThatNamesIt() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

        assertThatThrownBy(() -> OpsServer.start(taken, new OpsRoutes(health, metrics, List.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("OTP_OPS_PORT stands for port " + server.port());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10));
    }
}
