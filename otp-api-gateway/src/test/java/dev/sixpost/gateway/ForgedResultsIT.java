package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I18, K-35: an answer belongs to its own request, whatever else is on the topics. */
class ForgedResultsIT {
    private final Pipeline pipeline = Stage.PIPELINE;
    private final Outcomes outcomes = Stage.OUTCOMES;
    private final Gateway one = Stage.ONE;

    @BeforeEach
    void silent() {
        pipeline.script(_ -> {});
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
        assertThat(one.counted("foreign")).isEqualTo(foreign + 2);
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
                issued.linkExpiresAt(),
                issued.resendAt(),
                issued.codeLength(),
                issued.maxAttempts(),
                issued.resend());
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
}
