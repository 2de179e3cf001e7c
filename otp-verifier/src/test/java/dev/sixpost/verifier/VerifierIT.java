package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as it is wired for production, before a real broker. */
class VerifierIT {
    private static final Bench BENCH = new Bench();
    private static final Metrics METRICS = Metrics.start();
    private static final VerifierService SERVICE = BENCH.service(METRICS);

    @BeforeAll
    static void start() throws Exception {
        SERVICE.start();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        METRICS.close();
        BENCH.close();
    }

    @Test
    void theServiceIsReady() {
        assertThat(SERVICE.health().readyTroubles()).isEmpty();
        assertThat(SERVICE.health().liveTroubles()).isEmpty();
    }

    @Test
    void theRightCodeGivesOneVerdictAndOneEmailVerified() throws Exception {
        ChallengeOpened opened = BENCH.opened(BENCH.anyAddress());
        BENCH.write(opened);
        BENCH.write("right-" + opened.challengeId(), BENCH.guess(opened, BENCH.code(opened)), opened.email());
        BENCH.written();

        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_UNCOMMITTED, Topic.RESULTS);
                Reader proofs = new Reader(BENCH.clients(), IsolationLevel.READ_COMMITTED, Topic.EMAIL_VERIFIED)) {
            Envelope<?> verdict = results.await(1, about(opened)).getFirst();
            assertThat(verdict.event()).isInstanceOf(OtpVerified.class);
            assertThat(verdict.causationId()).isEqualTo("right-" + opened.challengeId());
            assertThat(verdict.id()).isEqualTo(EventId.of(OtpVerified.class, "right-" + opened.challengeId()));
            Envelope<?> proof = proofs.await(1, about(opened)).getFirst();
            assertThat(proof.id()).isEqualTo(EventId.of(EmailVerified.class, opened.challengeId()));
        }
    }

    /** Kafka Streams by itself would commit once a second, so just after one commit the next would be a second away. */
    @Test
    void aProofIsCommittedWithinAFractionOfASecondThoughNothingFollows() throws Exception {
        long quickest = Long.MAX_VALUE;
        try (Reader proofs = new Reader(BENCH.clients(), IsolationLevel.READ_COMMITTED, Topic.EMAIL_VERIFIED)) {
            for (int i = 0; i < 5; i++) {
                ChallengeOpened opened = BENCH.opened(BENCH.anyAddress());
                long asked = System.nanoTime();
                BENCH.write(opened);
                BENCH.write("soon-" + opened.challengeId(), BENCH.guess(opened, BENCH.code(opened)), opened.email());
                BENCH.written();
                proofs.await(1, about(opened));
                quickest = Math.min(quickest, i == 0 ? Long.MAX_VALUE : System.nanoTime() - asked);
            }
        }
        assertThat(Duration.ofNanos(quickest)).isLessThan(Duration.ofMillis(600));
    }

    @Test
    void of200ParallelWrongGuessesAtMostAsManyAsAllowedAreEvaluated() throws Exception {
        ChallengeOpened opened = BENCH.opened(BENCH.anyAddress());
        double before = comparisons();
        BENCH.write(opened);
        for (int i = 0; i < 200; i++) {
            BENCH.write(
                    "parallel-" + i + "-" + opened.challengeId(),
                    BENCH.guess(opened, BENCH.wrong(opened)),
                    opened.email());
        }
        BENCH.written();

        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_COMMITTED, Topic.RESULTS)) {
            List<Envelope<?>> verdicts = results.await(200, about(opened));
            assertThat(verdicts)
                    .extracting(e -> ((OtpRefused) e.event()).reason())
                    .filteredOn("code-incorrect"::equals)
                    .hasSize(opened.maxAttempts());
            assertThat(verdicts).extracting(Envelope::id).doesNotHaveDuplicates();
        }
        assertThat(comparisons() - before).isEqualTo(opened.maxAttempts());
    }

    private static double comparisons() {
        return METRICS.registry().counter("otp.verifier.comparisons").count();
    }

    private static Predicate<Envelope<?>> about(ChallengeOpened opened) {
        return envelope -> opened.email().equals(emailOf(envelope.event()).orElse(null));
    }

    private static Optional<String> emailOf(Event event) {
        return switch (event) {
            case OtpVerified verified -> Optional.of(verified.email());
            case OtpRefused refused -> Optional.ofNullable(refused.email());
            case EmailVerified proof -> Optional.of(proof.email());
            default -> Optional.empty();
        };
    }
}
