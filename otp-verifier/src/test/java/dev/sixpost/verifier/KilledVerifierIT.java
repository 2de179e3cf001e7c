package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.ServiceProcess;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guarantees 2 and 4, I3, I5, I8, I25 and K-27: a verifier is killed, or paused, with commands in flight. */
class KilledVerifierIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledVerifierIT.class);
    private static final Bench BENCH = new Bench();

    private static final Duration BACK = Duration.ofSeconds(10);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

    /** Of every test here: they share an application. */
    private static final List<ChallengeOpened> CHALLENGES = new ArrayList<>();

    private static final int KILLS = 3;
    private static final int ADDRESSES = 60;

    @TempDir
    private Path data;

    @AfterAll
    static void stop() {
        BENCH.close();
    }

    @Test
    void noGuessIsFreeNoneIsChargedTwiceAndEachSuccessIsProvenOnce() throws Exception {
        Provisioning.ensure(BENCH.clients(), Topic.ALL);
        long seed = System.nanoTime();
        LOG.atInfo().addKeyValue("seed", seed).log("pauses between kills");
        Random random = new Random(seed);
        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_UNCOMMITTED, Topic.RESULTS)) {
            for (int round = 0; round < KILLS; round++) {
                try (ServiceProcess verifier = ServiceProcess.start(VerifierMain.class, BENCH.variables(), data)) {
                    ChallengeOpened sign = open();
                    results.await(1, envelope -> isAbout(envelope, sign));
                    for (int i = 0; i < ADDRESSES; i++) {
                        open();
                    }
                    BENCH.written();
                    results.await(
                            CHALLENGES.size() - random.nextInt(ADDRESSES),
                            envelope -> BENCH.isMine(envelope) && envelope.event() instanceof OtpVerified);
                    verifier.kill();
                }
            }
            long restarted = System.nanoTime();
            try (ServiceProcess verifier = ServiceProcess.start(VerifierMain.class, BENCH.variables(), data)) {
                ChallengeOpened sign = open();
                BENCH.written();
                results.await(1, envelope -> isAbout(envelope, sign));
                Duration back = Duration.ofNanos(System.nanoTime() - restarted);
                LOG.atInfo().addKeyValue("millis", back.toMillis()).log("answers again after a kill");
                assertThat(back).isLessThan(BACK);
                checkEverythingCommitted();
                assertThat(verifier.stop()).isIn(0, 143);
            }
        }
    }

    /** As SIGSTOP does it, for longer than a session; when it goes on, it has a transaction at hand that nobody wants. */
    @Test
    void whileOneIsPausedAnotherTakesOverAndItsReturnChangesNothing(@TempDir Path otherData) throws Exception {
        Provisioning.ensure(BENCH.clients(), Topic.ALL);
        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_UNCOMMITTED, Topic.RESULTS);
                ServiceProcess paused = ServiceProcess.start(VerifierMain.class, BENCH.variables(), data);
                ServiceProcess other = ServiceProcess.start(VerifierMain.class, BENCH.variables(), otherData)) {
            paused.awaitReady();
            other.awaitReady();
            for (int i = 0; i < ADDRESSES; i++) {
                open();
            }
            paused.signal("STOP");
            BENCH.written();
            long since = System.nanoTime();
            checkEverythingCommitted();
            Duration takenOver = Duration.ofNanos(System.nanoTime() - since);
            LOG.atInfo().addKeyValue("millis", takenOver.toMillis()).log("another one has taken over");
            assertThat(takenOver).isLessThan(TAKEN_OVER);
            paused.signal("CONT");
            ChallengeOpened after = open();
            results.await(1, envelope -> isAbout(envelope, after));
            checkEverythingCommitted();
            assertThat(other.stop()).isIn(0, 143);
        }
    }

    /** One challenge, two wrong guesses, the right one, and the right one again as another command. */
    private static ChallengeOpened open() {
        ChallengeOpened opened = BENCH.opened(BENCH.anyAddress());
        CHALLENGES.add(opened);
        BENCH.write(opened);
        BENCH.write("w1-" + opened.challengeId(), BENCH.guess(opened, BENCH.wrong(opened)), opened.email());
        BENCH.write("w2-" + opened.challengeId(), BENCH.guess(opened, BENCH.wrong(opened)), opened.email());
        BENCH.write("r1-" + opened.challengeId(), BENCH.guess(opened, BENCH.code(opened)), opened.email());
        BENCH.write("r2-" + opened.challengeId(), BENCH.guess(opened, BENCH.code(opened)), opened.email());
        return opened;
    }

    private static void checkEverythingCommitted() {
        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_COMMITTED, Topic.RESULTS);
                Reader proofs = new Reader(BENCH.clients(), IsolationLevel.READ_COMMITTED, Topic.EMAIL_VERIFIED)) {
            List<Envelope<?>> verdicts = results.await(CHALLENGES.size() * 4, BENCH::isMine);
            Map<String, String> told = new HashMap<>();
            for (Envelope<?> verdict : verdicts) {
                assertThat(told.put(String.valueOf(verdict.causationId()), told(verdict.event())))
                        .as("one committed verdict per command")
                        .isNull();
            }
            for (ChallengeOpened opened : CHALLENGES) {
                assertThat(told).containsEntry("w1-" + opened.challengeId(), "code-incorrect 4");
                assertThat(told).containsEntry("w2-" + opened.challengeId(), "code-incorrect 3");
                assertThat(told).containsEntry("r1-" + opened.challengeId(), "verified");
                assertThat(told).containsEntry("r2-" + opened.challengeId(), "no-active-code null");
            }
            List<Envelope<?>> proven = proofs.await(CHALLENGES.size(), BENCH::isMine);
            assertThat(proven)
                    .hasSize(CHALLENGES.size())
                    .extracting(Envelope::id)
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean isAbout(Envelope<?> envelope, ChallengeOpened opened) {
        return envelope.event() instanceof OtpVerified verified
                && verified.challengeId().equals(opened.challengeId());
    }

    private static String told(Event event) {
        return event instanceof OtpRefused refused ? refused.reason() + " " + refused.attemptsRemaining() : "verified";
    }
}
