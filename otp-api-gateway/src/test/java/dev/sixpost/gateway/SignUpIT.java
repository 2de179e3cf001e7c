package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** POST /v1/{application}/signups. */
class SignUpIT {
    private static final String ROUTE = "/v1/gatewayit/signups";
    private static final String BODY = "{\"email\":\"Grace@Example.com\",\"name\":\"Grace\",\"accountId\":\"g-1\","
            + "\"attributes\":{\"mobile\":\"+1 555 0100\"}}";

    private final Gateway one = Stage.ONE;

    @Test
    void aSignUpIsPublishedAndItsStatusIsThatOfTheCodeItLeadsTo() throws Exception {
        Gateway.Reply signed = one.post(ROUTE, BODY, "Accept-Language", "fr");

        assertThat(signed.status()).isEqualTo(202);
        assertThat(signed.body().get("requiresOtp").asBoolean()).isTrue();
        assertThat(signed.body().has("secret")).isFalse();
        String id = signed.text("id");
        assertThat(signed.header("Location")).isEqualTo("/v1/gatewayit/otp/" + id);
        assertThat(one.get("/v1/gatewayit/otp/" + id).text("status")).isEqualTo("accepted");
        Pipeline.Seen written = Stage.PIPELINE.await(id);
        assertThat(written.key()).isEqualTo(Subject.of("gatewayit", "grace@example.com"));
        assertThat(written.envelope().event())
                .isEqualTo(new SignupRequested(
                        "gatewayit",
                        "Grace@Example.com",
                        "g-1",
                        "Grace",
                        "fr",
                        Map.of("mobile", "+1 555 0100"),
                        "127.0.0.1",
                        null));
    }

    @Test
    void whereThePurposeIsOffNoCodeIsNeededAndTheSignUpIsToldAllTheSame() throws Exception {
        one.administer(
                "PUT",
                "/flagged",
                "{\"name\":\"F\",\"purposes\":{\"signup\":{\"enabled\":false}}}",
                "Content-Type",
                "application/json");
        Gateway.Reply off = one.post("/v1/flagged/signups", BODY);
        assertThat(off.status()).isEqualTo(202);
        assertThat(off.http().body()).isEqualTo("{\"requiresOtp\":false}");
        Stage.PIPELINE.signUps(seen -> rejected(seen, "rate-limited"));
        assertProblem(one.post("/v1/flagged/signups", BODY), 429, "rate-limited");
        Stage.PIPELINE.signUps(seen -> rejected(seen, "purpose-disabled"));
        assertThat(one.post("/v1/flagged/signups", BODY).status()).isEqualTo(202);

        one.administer("PUT", "/flagged", "{\"name\":\"F\"}", "Content-Type", "application/json");
        assertThat(one.post("/v1/flagged/signups", BODY)
                        .body()
                        .get("requiresOtp")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aRepeatedSignUpIsTheSameOneOnEveryGatewayAndAnyOtherUnderItsKeyIsRefused() throws Exception {
        Stage.PIPELINE.signUps(seen -> rejected(seen, "resend-cooldown"));
        Gateway.Reply first = one.post(ROUTE, BODY, "Idempotency-Key", "sign-up-1");
        assertThat(first.status()).isEqualTo(202);
        Gateway.Reply again = Stage.TWO.post(ROUTE, BODY.replace(",", ", "), "Idempotency-Key", "sign-up-1");
        assertThat(again.text("id")).isEqualTo(first.text("id"));

        Stage.PIPELINE.signUps(seen -> rejected(seen, "idempotency-mismatch"));
        for (String other : List.of("{\"email\":\"other@example.com\"}", BODY.replace("0100", "0199"))) {
            Gateway.Reply refused = Stage.TWO.post(ROUTE, other, "Idempotency-Key", "sign-up-1");
            assertProblem(refused, 422, "idempotency-mismatch");
        }
        Set<String> keys = new HashSet<>();
        Stage.PIPELINE.seen().stream()
                .map(seen -> seen.envelope().event())
                .filter(event -> event instanceof SignupRequested signup && signup.idempotency() != null)
                .forEach(event -> keys.add(((SignupRequested) event).idempotency()));
        assertThat(keys).as("the issuer tells by it that the key is taken").hasSize(1);
    }

    private static void rejected(Pipeline.Seen seen, String reason) {
        SignupRequested asked = (SignupRequested) seen.envelope().event();
        String id = seen.envelope().id();
        String email = Outcomes.canonical(asked.email());
        Stage.PIPELINE.write(
                Topic.CHALLENGES,
                seen.key(),
                EventId.of(OtpRejected.class, id),
                new OtpRejected(asked.application(), email, Purpose.SIGNUP, id, reason, null),
                id);
    }

    @Test
    void whatIsNoSignUpIsRefused() throws Exception {
        assertProblem(one.post(ROUTE, "{\"email\":\"a@example.com\",\"password\":\"x\"}"), 400, "invalid-request");
        assertProblem(one.post("/v1/nobody/signups", BODY), 404, "unknown-application");
        assertProblem(one.post("/v1/switched-off/signups", BODY), 403, "application-disabled");
        assertProblem(one.post("/v1/keyed/signups", BODY), 401, "unknown-key");
    }
}
