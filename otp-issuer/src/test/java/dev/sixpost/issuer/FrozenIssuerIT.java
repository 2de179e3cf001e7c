package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.ServiceProcess;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** K-27 and I25: an issuer is frozen with requests in flight, for longer than a session, and goes on afterwards. */
class FrozenIssuerIT {
    private static final Logger LOG = LoggerFactory.getLogger(FrozenIssuerIT.class);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
    private static final int BEFORE = 100;
    private static final int DURING = 300;
    private static final int ALL = 400;

    @Test
    void anotherOneTakesOverAndTheReturnOfTheFrozenOneChangesNothing(@TempDir Path folder) throws Exception {
        try (Stage stage = Stage.open();
                ServiceProcess frozen = ServiceProcess.start(IssuerMain.class, stage.variables("frozen"), folder)) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            frozen.awaitReady();
            try (IssuerService _ = stage.issuer("other")) {
                ask(stage, 0, BEFORE);
                issued(stage, BEFORE);
                Thread asking = Thread.ofVirtual().start(() -> ask(stage, BEFORE, DURING));
                issued(stage, BEFORE + 1);
                frozen.signal("STOP");
                long since = System.nanoTime();
                asking.join();
                issued(stage, DURING);
                Duration takenOver = Duration.ofNanos(System.nanoTime() - since);
                LOG.atInfo().addKeyValue("millis", takenOver.toMillis()).log("another one has taken over");
                assertThat(takenOver).isLessThan(TAKEN_OVER);

                frozen.signal("CONT");
                ask(stage, DURING, ALL);
                issued(stage, ALL);
                assertThat(frozen.stop()).isIn(0, 143);
            }

            assertThat(stage.witness().all(OtpOutcome.class, _ -> true))
                    .hasSize(ALL)
                    .extracting(Envelope::id)
                    .doesNotHaveDuplicates();
            assertThat(stage.witness().all(EmailRequested.class, _ -> true))
                    .hasSize(ALL)
                    .extracting(Envelope::id)
                    .doesNotHaveDuplicates();
            assertThat(stage.witness().deadLetters()).isEmpty();
        }
    }

    private static void ask(Stage stage, int from, int to) {
        IntStream.range(from, to).forEach(i -> stage.ask("r" + i, "acme", "user-" + i + "@example.com"));
    }

    private static void issued(Stage stage, int count) {
        stage.witness().awaitEnvelopes(OtpIssued.class, _ -> true, count);
    }
}
