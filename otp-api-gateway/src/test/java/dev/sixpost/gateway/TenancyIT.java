package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.ASK;
import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.issuing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.VerifyOtp;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I14, H-83, V-11, V-35: nothing done with one application reads, verifies or names another. */
class TenancyIT {
    private static final String OTHER = "/v1/neighbour/otp";

    private final Gateway one = Stage.ONE;

    @BeforeAll
    static void configure() throws Exception {
        issuing();
        assertThat(Stage.ONE
                        .administer("PUT", "/neighbour", "{\"name\":\"N\"}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theStatusOfAnotherApplicationsRequestIsNotFoundLikeOneThatNeverWas() throws Exception {
        Gateway.Reply asked = one.post(OTP, ASK);
        for (String path : List.of("", "/events")) {
            Gateway.Reply foreign = one.get(OTHER + "/" + asked.text("id") + path);
            Gateway.Reply unknown = one.get(OTHER + "/" + "0".repeat(32) + path);
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.http().body()).isEqualTo(unknown.http().body());
        }
    }

    @Test
    void aGuessIsAboutTheApplicationItWasSentToAlone() throws Exception {
        Stage.PIPELINE.script(seen -> {
            if (seen.envelope().event() instanceof VerifyOtp) {
                Stage.OUTCOMES.refuse(seen, null, "no-active-code", null, null);
            }
        });
        String guess = "{\"email\":\"ada@example.com\",\"purpose\":\"signup\",\"code\":\"123456\"}";
        assertProblem(one.post(OTHER + "/verify", guess, "Idempotency-Key", "v-11"), 404, "no-active-code");
        Pipeline.Seen written = Stage.PIPELINE.seen().stream()
                .filter(seen -> seen.envelope().event() instanceof VerifyOtp asked
                        && asked.application().equals("neighbour"))
                .findFirst()
                .orElseThrow();
        assertThat(written.key()).isEqualTo(Subject.of("neighbour", "ada@example.com"));
        issuing();
    }

    @Test
    void oneIdempotencyKeyInTwoApplicationsIsTwoRequests() throws Exception {
        String first = one.post(OTP, ASK, "Idempotency-Key", "shared").text("id");
        String second = one.post(OTHER, ASK, "Idempotency-Key", "shared").text("id");
        assertThat(second).isNotEmpty().isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'%20OR%201=1--", "neighbour%2F", "Neighbour", "..", "018f-not-a-uuid", "neighbour%00"})
    void whatIsNoIdIsNoApplication(String id) throws Exception {
        assertProblem(one.post("/v1/" + id + "/otp", ASK), 404, "unknown-application");
        assertProblem(one.post("/v1/" + "a".repeat(3_000) + "/otp", ASK), 404, "unknown-application");
    }
}
