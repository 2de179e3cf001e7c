package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.ServiceProcess;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.codec.StateCodec;
import dev.sixpost.verifier.fold.Answer;
import dev.sixpost.verifier.fold.Answers;
import dev.sixpost.verifier.fold.Budget;
import dev.sixpost.verifier.fold.Challenge;
import dev.sixpost.verifier.fold.Challenges;
import dev.sixpost.verifier.fold.Fingerprint;
import dev.sixpost.verifier.fold.Position;
import dev.sixpost.verifier.fold.SubjectState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that was lost with {@code kill -9} is back within seconds. 20 000 entries by default; a campaign has a million:
 * {@code -Dsixpost.restore.entries=1000000}.
 */
class RestoreIT {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreIT.class);
    private static final int ENTRIES = Integer.getInteger("sixpost.restore.entries", 20_000);
    private static final int BATCH = 10_000;
    private static final String CHANGELOG = "otp-verifier-subjects-changelog";
    /** Of a machine that does nothing else a few seconds are asked. */
    private static final Duration BACK = Duration.ofSeconds(60);

    private static final Bench BENCH = new Bench();

    @TempDir
    private Path data;

    @AfterAll
    static void stop() {
        BENCH.close();
    }

    @Test
    void aStoreLostWithAKillIsBackWithinSeconds() throws Exception {
        Provisioning.ensure(BENCH.clients(), Topic.ALL);
        try (Reader results = new Reader(BENCH.clients(), IsolationLevel.READ_UNCOMMITTED, Topic.RESULTS)) {
            try (ServiceProcess verifier = ServiceProcess.start(VerifierMain.class, BENCH.variables(), data)) {
                guess(results, BENCH.opened(BENCH.anyAddress()), "no-active-code");
                verifier.kill();
            }
            ChallengeOpened last = fill();
            long killed = System.nanoTime();
            try (ServiceProcess verifier = ServiceProcess.start(VerifierMain.class, BENCH.variables(), data)) {
                guess(results, last, "code-incorrect");
                Duration back = Duration.ofNanos(System.nanoTime() - killed);
                LOG.atInfo()
                        .addKeyValue("entries", ENTRIES)
                        .addKeyValue("millis", back.toMillis())
                        .log("store restored, first verdict given");
                assertThat(back).isLessThan(BACK);
                assertThat(verifier.stop()).isIn(0, 143);
            }
        }
    }

    private static void guess(Reader results, ChallengeOpened opened, String reason) throws Exception {
        String id = "guess-at-" + opened.challengeId();
        BENCH.write(id, BENCH.guess(opened, BENCH.wrong(opened)), opened.email());
        BENCH.written();
        Envelope<?> verdict =
                results.await(1, envelope -> id.equals(envelope.causationId())).getFirst();
        assertThat(((OtpRefused) verdict.event()).reason()).isEqualTo(reason);
    }

    /** Entries as they are after two guesses, as the service itself would have left them in its changelog. */
    private static ChallengeOpened fill() throws Exception {
        ChallengeOpened last = BENCH.opened(BENCH.anyAddress());
        for (int i = 0; i < ENTRIES; i++) {
            last = BENCH.opened("user-" + i + "@example.com");
            String subject = Subject.of(last.application(), last.email());
            byte[] key = subject.getBytes(StandardCharsets.US_ASCII);
            int partition = Utils.toPositive(Utils.murmur2(key)) % Topic.PARTITIONS;
            BENCH.write(new ProducerRecord<>(
                    CHANGELOG, partition, HexFormat.of().parseHex(subject), StateCodec.encode(entry(last))));
            if (i % BATCH == 0) {
                BENCH.written();
            }
        }
        BENCH.written();
        return last;
    }

    private static SubjectState entry(ChallengeOpened opened) {
        long now = opened.requestedAt().toEpochMilli();
        OtpRefused wrong = new OtpRefused(
                opened.application(),
                opened.email(),
                opened.purpose(),
                opened.challengeId(),
                "code-incorrect",
                4,
                null);
        Answer answer = new Answer(
                Fingerprint.of(opened.challengeId()),
                Fingerprint.of("key"),
                Fingerprint.of("guess"),
                now,
                now + Duration.ofHours(1).toMillis(),
                true,
                wrong);
        return new SubjectState(
                opened.application(),
                opened.email(),
                new Position(0, now),
                0,
                new Budget(20, List.of(now, now)),
                new Challenges(List.of(new Challenge(opened, now, 2, false)), List.of()),
                new Answers(List.of(answer)));
    }
}
