package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.await;
import static dev.sixpost.gateway.Stage.issuing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.VerifyOtp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I15: one key, one request, over several gateways. */
class IdempotencyIT {
    private final Pipeline pipeline = Stage.PIPELINE;
    private final Outcomes outcomes = Stage.OUTCOMES;
    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
    }

    @Test
    void sixtyFourAtOnceWithOneKeyOverTwoGatewaysAreOneRequest() throws Exception {
        issuing();
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
        List<Pipeline.Seen> written = pipeline.seen("gatewayit", "many@example.com");
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
    void aRequestThatWasReadTooLateIsANewOneWhenItIsRepeated() throws Exception {
        pipeline.script(seen -> outcomes.reject(seen, "stale", null));
        assertProblem(one.post(OTP, address("stale-key"), "Idempotency-Key", "stale-key"), 503, "unavailable");
        issuing();
        Gateway.Reply again = one.post(OTP, address("stale-key"), "Idempotency-Key", "stale-key");
        assertThat(again.status()).as(again.http().body()).isEqualTo(201);
    }

    @Test
    void aRefusalIsRepeatedAsItWasWithTheWaitThatIsLeft() throws Exception {
        pipeline.script(seen -> outcomes.reject(seen, "resend-cooldown", 42L));
        assertProblem(one.post(OTP, address("wait"), "Idempotency-Key", "wait"), 429, "resend-cooldown");
        issuing();
        Gateway.Reply again = one.post(OTP, address("wait"), "Idempotency-Key", "wait");
        assertProblem(again, 429, "resend-cooldown");
        int left = again.body().get("retryAfterSeconds").asInt();
        assertThat(left).isBetween(1, 42);
        assertThat(again.header("Retry-After")).isEqualTo("" + left);
        assertThat(pipeline.seen("gatewayit", "wait@example.com"))
                .as("nobody is asked again")
                .hasSize(1);
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

    /** As the issuer decides: whoever comes first under a key has it. */
    @Test
    void nobodyTakesAKeyOfACallerThatShowsAnApiKeyOrIsToldWhatThatOneIs() throws Exception {
        pipeline.configure("{\"id\":\"both\",\"name\":\"Both\",\"callers\":{\"keys\":["
                + "\"2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\","
                + "\"d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa\"]}}");
        Map<String, String> first = new ConcurrentHashMap<>();
        pipeline.script(seen -> {
            OtpRequested asked = (OtpRequested) seen.envelope().event();
            String id = seen.envelope().id();
            if (id.equals(first.computeIfAbsent(String.valueOf(asked.idempotency()), _ -> id))) {
                assertThat(outcomes.issue(seen).requestId()).isEqualTo(id);
            } else {
                outcomes.reject(seen, "idempotency-mismatch", null);
            }
        });
        for (Gateway gateway : List.of(one, two)) {
            assertThat(await(gateway, "/v1/both", reply -> reply.status() == 200)
                            .status())
                    .isEqualTo(200);
        }
        String otp = "/v1/both/otp";
        String[] unkeyed = {"Idempotency-Key", "signup-1042"};
        String[] keyed = {"Idempotency-Key", "signup-1042", "Authorization", "Bearer secret"};
        String[] otherwise = {"Idempotency-Key", "signup-1042", "Authorization", "Bearer other"};

        Gateway.Reply taken = one.post(otp, address("stranger"), unkeyed);
        Gateway.Reply own = two.post(otp, address("customer"), keyed);
        Gateway.Reply copied = one.post(otp, address("customer"), otherwise);

        assertThat(List.of(taken.status(), own.status(), copied.status())).containsOnly(201);
        assertThat(Set.of(taken.text("id"), own.text("id"), copied.text("id"))).hasSize(3);
        assertThat(one.post(otp, address("customer"), keyed).body()).isEqualTo(own.body());
        assertProblem(one.post(otp, address("customer"), unkeyed), 422, "idempotency-mismatch");
    }

    /** What each of the two is told, the verifier decides: it sees one key. */
    @Test
    void anotherGuessUnderTheSameKeyOnAnotherGatewayHasAVerdictOfItsOwn() throws Exception {
        List<String> keys = new CopyOnWriteArrayList<>();
        pipeline.script(seen -> {
            if (seen.envelope().event() instanceof VerifyOtp guessed) {
                keys.add(String.valueOf(guessed.idempotency()));
                outcomes.refuse(seen, null, keys.size() == 1 ? "code-incorrect" : "idempotency-mismatch", 4, null);
            }
        });
        String body = "{\"email\":\"two@example.com\",\"purpose\":\"signup\",\"code\":\"%s\"}";
        CompletableFuture<Gateway.Reply> here =
                one.postAsync(OTP + "/verify", body.formatted("111111"), "Idempotency-Key", "two-codes");
        CompletableFuture<Gateway.Reply> there =
                two.postAsync(OTP + "/verify", body.formatted("222222"), "Idempotency-Key", "two-codes");

        assertThat(List.of(
                        here.get(30, TimeUnit.SECONDS).text("type"),
                        there.get(30, TimeUnit.SECONDS).text("type")))
                .containsExactlyInAnyOrder("/problems/code-incorrect", "/problems/idempotency-mismatch");
        assertThat(keys).hasSize(2).doesNotContain("null");
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }
}
