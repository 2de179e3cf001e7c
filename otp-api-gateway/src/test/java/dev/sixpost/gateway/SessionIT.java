package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.await;
import static dev.sixpost.gateway.Stage.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.SessionRevoked;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sessions over two instances: begun, renewed, ended. */
class SessionIT {
    private static final String REFRESH = "/v1/sessions/session/refresh";
    private static final String LOGOUT = "/v1/sessions/logout";

    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    private static List<String> cookies(Gateway.Reply reply) {
        return reply.http().headers().allValues("set-cookie");
    }

    private static String[] with(List<String> cookies) {
        return new String[] {
            "Cookie",
            String.join(
                    "; ",
                    cookies.stream().map(c -> c.substring(0, c.indexOf(';'))).toList())
        };
    }

    private static String sessionId(List<String> cookies) {
        String payload = cookies.getFirst().split("\\.", -1)[1];
        return Json.STRICT
                .readTree(Base64.getUrlDecoder().decode(payload))
                .path("sid")
                .asString();
    }

    private List<String> logIn(String name) throws Exception {
        AtomicReference<OtpIssued> issued = new AtomicReference<>();
        Instant now = Instant.now();
        Stage.PIPELINE.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                issued.set(Stage.OUTCOMES.issue(seen));
            } else if (seen.envelope().event() instanceof VerifyOtp) {
                Stage.OUTCOMES.verify(seen, Outcomes.verified(seen, issued.get(), now));
            }
        });
        one.post("/v1/sessions/otp", address(name));
        String guess = "{\"email\":\"" + name + "@example.com\",\"purpose\":\"signup\",\"code\":\"042137\"}";
        Gateway.Reply verified = one.post("/v1/sessions/otp/verify", guess, "Idempotency-Key", name);
        Gateway.Reply again = two.post("/v1/sessions/otp/verify", guess, "Idempotency-Key", name);

        assertThat(verified.status()).as(verified.http().body()).isEqualTo(200);
        assertThat(cookies(verified)).hasSize(2).isEqualTo(cookies(again));
        return cookies(verified);
    }

    @Test
    void aSessionIsRenewedUntilItIsEndedAndThenNowhere() throws Exception {
        List<String> cookies = logIn("session");
        Gateway.Reply renewed = two.post(REFRESH, "", with(cookies));

        assertThat(renewed.status()).as(renewed.http().body()).isEqualTo(204);
        assertThat(cookies(renewed)).singleElement().asString().startsWith("otp_session_sessions=ey");

        Gateway.Reply ended = one.post(LOGOUT, "", with(cookies));
        assertThat(ended.status()).isEqualTo(204);
        assertThat(cookies(ended))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(Stage.PIPELINE.await(SessionRevoked.class, 1)).anySatisfy(seen -> {
            SessionRevoked event = (SessionRevoked) seen.envelope().event();
            assertThat(seen.key()).isEqualTo(event.sessionId());
            assertThat(event.application()).isEqualTo("sessions");
        });
        for (Gateway gateway : List.of(one, two)) {
            assertProblem(refusedWithinASecond(gateway, cookies), 401, "no-session");
        }
        try (Gateway three = new Gateway(TestCluster.bootstrapServers())) {
            assertProblem(three.post(REFRESH, "", with(cookies)), 401, "no-session");
        }
    }

    @Test
    void theEndOfASessionIsWrittenOnceHoweverOftenItIsAskedFor() throws Exception {
        List<String> cookies = logIn("over");
        assertThat(one.post(LOGOUT, "", with(cookies)).status()).isEqualTo(204);
        assertProblem(refusedWithinASecond(one, cookies), 401, "no-session");
        Pipeline.Seen end = Stage.PIPELINE.await(EventId.of(SessionRevoked.class, sessionId(cookies)));

        for (int i = 0; i < 20; i++) {
            assertThat(one.post(LOGOUT, "", with(cookies)).status()).isEqualTo(204);
        }
        Stage.PIPELINE.write(
                Topic.SESSIONS, end.key(), "after-" + end.key(), end.envelope().event(), null);
        assertThat(Stage.PIPELINE.await("after-" + end.key()).key()).isEqualTo(end.key());
        assertThat(Stage.PIPELINE.seen())
                .filteredOn(seen -> seen.envelope().id().equals(end.envelope().id()))
                .hasSize(1);
    }

    @Test
    void anErasedAddressHasNoSessionAnywhereAndItsRequestIsForgotten() throws Exception {
        List<String> cookies = logIn("erased");
        String subject = Subject.of("sessions", "erased@example.com");
        String location = one.post("/v1/sessions/otp", address("erased")).header("Location");
        awaitStatus(two, location, "issued");

        Stage.PIPELINE.write(
                Topic.SESSIONS,
                subject,
                "end-of-erased",
                new SessionRevoked(
                        "sessions", subject, Instant.now(), Instant.now().plus(Duration.ofDays(31))),
                null);
        Stage.PIPELINE.write(
                Topic.SIGNALS, subject, "erased", new AddressErased("sessions", "erased@example.com"), null);

        for (Gateway gateway : List.of(one, two)) {
            assertProblem(refusedWithinASecond(gateway, cookies), 401, "no-session");
            assertProblem(await(gateway, location, reply -> reply.status() == 404), 404, "not-found");
        }
        assertThat(two.post(REFRESH, "", with(logIn("erased-not"))).status()).isEqualTo(204);
    }

    private static Gateway.Reply refusedWithinASecond(Gateway gateway, List<String> cookies) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        Gateway.Reply reply = gateway.post(REFRESH, "", with(cookies));
        while (reply.status() != 401 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            reply = gateway.post(REFRESH, "", with(cookies));
        }
        return reply;
    }

    @Test
    void whoHasNoSessionHasNoneToRenewAndMayLogOut() throws Exception {
        List<String> session = logIn("session-only").subList(0, 1);

        assertProblem(one.post(REFRESH, ""), 401, "no-session");
        assertProblem(one.post(REFRESH, "", with(session)), 401, "no-session");
        assertProblem(one.post(REFRESH, "{}", with(session)), 400, "invalid-request");
        assertThat(one.post(LOGOUT, "").status()).isEqualTo(204);
        for (String path : List.of(REFRESH, LOGOUT)) {
            assertProblem(one.post(path, "", "Origin", "https://elsewhere.example"), 403, "origin-not-allowed");
        }
        assertProblem(one.post("/v1/nowhere/logout", ""), 404, "unknown-application");
    }
}
