package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.VerifyOtp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** POST …/otp/verify: verdicts as answers. */
class VerifyIT {
    private final Pipeline pipeline = Stage.PIPELINE;
    private final Outcomes outcomes = Stage.OUTCOMES;
    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
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
    void theNumberOfDigitsIsThePolicys() throws Exception {
        for (String code : List.of("12345", "1234567", "12345678901", "123456a")) {
            Gateway.Reply reply = one.post(
                    OTP + "/verify",
                    "{\"email\":\"digits@example.com\",\"purpose\":\"signup\",\"code\":\"" + code + "\"}");
            assertProblem(reply, 400, "invalid-request");
            assertThat(reply.body().get("errors").get(0).get("pointer").asString())
                    .isEqualTo("/code");
        }
        assertThat(pipeline.seen("gatewayit", "digits@example.com")).isEmpty();
    }
}
