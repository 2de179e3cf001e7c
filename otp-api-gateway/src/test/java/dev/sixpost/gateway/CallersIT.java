package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.ASK;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.issuing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.OtpRequested;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H-41, H-43, H-95: who may call, from where, and how often. */
class CallersIT {
    private static final String OTP = "/v1/pages/otp";

    private static final String BUSY =
            "{\"name\":\"B\",\"limits\":{\"perIpPer5Minutes\":1000,\"perApplicationPerMinute\":240}}";

    private static final Duration SPACING = Duration.ofMillis(30);

    private final Gateway one = Stage.ONE;

    @BeforeAll
    static void configure() throws Exception {
        put(
                "pages",
                "{\"name\":\"P\",\"web\":{\"publicUrl\":\"https://id.acme.example/\","
                        + "\"allowedOrigins\":[\"https://www.acme.example\",\"http://localhost:3000\"]}}");
        put("small", "{\"name\":\"S\",\"limits\":{\"perIpPer5Minutes\":1000,\"perApplicationPerMinute\":20}}");
        put("busy", BUSY);
        put("rekeyed", "{\"name\":\"R\",\"callers\":{\"requireKey\":true}}");
        issuing();
    }

    private static Gateway.Reply put(String id, String settings) throws Exception {
        Gateway.Reply reply = Stage.ONE.administer("PUT", "/" + id, settings, "Content-Type", "application/json");
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        return reply;
    }

    private HttpResponse<String> options(String path, String... headers) throws Exception {
        HttpRequest.Builder request = one.to(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody());
        return one.client()
                .send(
                        headers.length == 0
                                ? request.build()
                                : request.headers(headers).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.acme.example",
                "http://localhost:3000",
                "https://id.acme.example",
                "https://id.example.test"
            })
    void aPageOfAnAllowedOriginMayCallAndReadTheAnswer(String origin) throws Exception {
        Gateway.Reply asked = one.post(OTP, ASK, "Origin", origin);
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(asked.header("Access-Control-Expose-Headers")).contains("Location", "Retry-After");
        assertThat(asked.header("Vary")).isEqualTo("Origin");

        Gateway.Reply refused = one.post(OTP, "{}", "Origin", origin);
        assertProblem(refused, 400, "invalid-request");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(origin);

        HttpResponse<String> preflight =
                options(OTP + "/verify", "Origin", origin, "Access-Control-Request-Method", "POST");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("cache-control")).contains("no-store");
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .hasValue("POST");
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElse(""))
                .contains("Content-Type", "Idempotency-Key", "Otp-Secret");
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .hasValue(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://www.acme.example",
                "https://www.acme.example.evil.example",
                "https://www.acme.example:8443",
                "null",
                "https://WWW.acme.example"
            })
    void aPageOfAnyOtherOriginMayNot(String origin) throws Exception {
        Gateway.Reply refused = one.post(OTP, ASK, "Origin", origin);
        assertProblem(refused, 403, "origin-not-allowed");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(options(OTP, "Origin", origin).statusCode()).isEqualTo(403);
        assertProblem(one.get("/v1/pages", "Origin", origin), 403, "origin-not-allowed");
    }

    @Test
    void aPageOfThisVeryHostMayCallAndAnApplicationWithoutOriginsAllowsNoOther() throws Exception {
        String here = "http://127.0.0.1:" + one.port();
        assertThat(one.post("/v1/gatewayit/otp", ASK, "Origin", here).status()).isEqualTo(201);
        assertProblem(
                one.post("/v1/gatewayit/otp", ASK, "Origin", "https://www.acme.example"), 403, "origin-not-allowed");
        assertThat(one.get("/v1/gatewayit").header("Vary")).isEqualTo("Origin");
        assertProblem(one.post("/v1/nobody/otp", ASK, "Origin", here), 404, "unknown-application");
        assertThat(options("/v1/gatewayit/signups").statusCode()).isEqualTo(204);
    }

    @Test
    void keysAreCreatedAndRevokedWhileRunningAndSeveralAreValid() throws Exception {
        String secret = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        String other = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";
        assertProblem(one.post("/v1/rekeyed/otp", ASK), 401, "unknown-key");
        put(
                "rekeyed",
                "{\"name\":\"R\",\"callers\":{\"requireKey\":true,\"keys\":[\"" + secret + "\",\"" + other + "\"]}}");
        for (String key : List.of("secret", "other")) {
            assertThat(one.post("/v1/rekeyed/otp", ASK, "Authorization", "Bearer " + key)
                            .status())
                    .isEqualTo(201);
        }
        put("busy", BUSY);
        put("rekeyed", "{\"name\":\"R\",\"callers\":{\"requireKey\":true,\"keys\":[\"" + other + "\"]}}");
        assertProblem(one.post("/v1/rekeyed/otp", ASK, "Authorization", "Bearer secret"), 401, "unknown-key");
        assertProblem(one.post(OTP, ASK, "Authorization", "Bearer other"), 401, "unknown-key");
    }

    @Test
    void aFloodOfOneApplicationIsShedAndAnotherIsAnswered() throws Exception {
        List<CompletableFuture<Gateway.Reply>> flood = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            flood.add(one.postAsync("/v1/small/otp", ASK, "Prefer", "respond-async"));
        }
        long shed = 0;
        for (CompletableFuture<Gateway.Reply> reply : flood) {
            if (reply.get().status() == 429) {
                assertProblem(reply.get(), 429, "rate-limited");
                assertThat(reply.get().header("Retry-After")).isEqualTo("1");
                shed++;
            }
        }
        assertThat(shed).isGreaterThan(60);
        assertThat(one.post(OTP, ASK).status()).isEqualTo(201);
    }

    /** Asked for over more than half a second, published in one group, or in two of which one is for the next second. */
    @Test
    void whatAnApplicationAsksForNearItsLimitGoesOnInGroups() throws Exception {
        bringNearItsLimit();
        List<CompletableFuture<Gateway.Reply>> more = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 25; i++) {
            long meant = begin + i * SPACING.toNanos();
            for (long now = System.nanoTime(); now < meant; now = System.nanoTime()) {
                LockSupport.parkNanos(meant - now);
            }
            more.add(one.postAsync("/v1/busy/otp", ASK));
        }
        List<Long> published = new ArrayList<>();
        for (CompletableFuture<Gateway.Reply> reply : more) {
            assertThat(reply.get().status()).isEqualTo(201);
            published.add(Stage.PIPELINE
                    .await(reply.get().text("id"))
                    .envelope()
                    .time()
                    .toEpochMilli());
        }
        Collections.sort(published);
        long longestPause = 0;
        for (int i = 1; i < published.size(); i++) {
            longestPause = Math.max(longestPause, published.get(i) - published.get(i - 1));
        }

        assertThat(published.getLast() - published.getFirst() - longestPause).isLessThan(350);
    }

    /** One after the other: with its group each would be answered a second after the one before. */
    @Test
    void whoeverWishesAnAnswerAtOnceWaitsForNoGroup() throws Exception {
        bringNearItsLimit();
        long begin = System.nanoTime();
        for (int i = 0; i < 12; i++) {
            assertThat(one.post("/v1/busy/otp", ASK, "Prefer", "respond-async").status())
                    .isEqualTo(202);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    private void bringNearItsLimit() throws Exception {
        List<CompletableFuture<Gateway.Reply>> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(one.postAsync("/v1/busy/otp", ASK));
        }
        for (CompletableFuture<Gateway.Reply> reply : many) {
            assertThat(reply.get().status()).isEqualTo(201);
        }
    }

    @Test
    void anAddressTheSettingsRefuseIsRefusedAtOnceForCodesAndSignUps() throws Exception {
        put("picky", "{\"name\":\"P\",\"emails\":{\"onlyDomains\":[\"Example.com\"],\"allowPlusAddressing\":false}}");
        for (String route : List.of("/v1/picky/otp", "/v1/picky/signups")) {
            assertProblem(one.post(route, "{\"email\":\"a@other.example\"}"), 403, "domain-not-allowed");
            assertProblem(one.post(route, "{\"email\":\"a+b@example.com\"}"), 403, "address-not-allowed");
        }
        assertThat(one.post("/v1/picky/otp", ASK).status()).isEqualTo(201);
    }

    @Test
    void aForwardedAddressIsBelievedFromATrustedProxyAlone() throws Exception {
        Gateway.Reply spoofed = one.post(OTP, ASK, "X-Forwarded-For", "203.0.113.9");
        OtpRequested event = (OtpRequested)
                Stage.PIPELINE.await(spoofed.text("id")).envelope().event();
        assertThat(event.clientIp()).isEqualTo("127.0.0.1");
    }
}
