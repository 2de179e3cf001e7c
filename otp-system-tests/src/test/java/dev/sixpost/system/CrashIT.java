package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole stack dies at once, or is told to end (C-19), under load, and starts again on the same data: nothing is lost,
 * nothing happens twice.
 */
class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int KILLS = 2;
    private static final int BETWEEN_KILLS = 40;
    private static final Duration PROGRESS = Duration.ofMinutes(2);

    @Test
    void killedUnderLoadAndStartedAgainItLosesNothing(@TempDir Path folder) throws Exception {
        try (Stack stack = Stack.up(folder);
                Load load = new Load(stack, "crash")) {
            load.during(() -> {
                for (int kill = 1; kill <= KILLS; kill++) {
                    awaitVerified(load, kill * BETWEEN_KILLS);
                    stack.kill();
                    upAgain(stack);
                }
                awaitVerified(load, (KILLS + 1) * BETWEEN_KILLS);
                stack.stop();
                assertThat(stack.exitValue()).isIn(0, 143);
                upAgain(stack);
                awaitVerified(load, (KILLS + 2) * BETWEEN_KILLS);
            });

            assertThat(load.failures).isEmpty();
            assertThat(load.verified).hasSize(load.count());
            assertThat(Checker.violations(Observed.history(stack, List.of(load)), KILLS * Load.SIDE_BY_SIDE))
                    .isEmpty();
        }
    }

    /** I25 asks for 10 s of a machine that does nothing else; here people keep asking. */
    private static void upAgain(Stack stack) {
        long begin = System.nanoTime();
        stack.upAgain();
        LOG.atInfo()
                .addKeyValue("millis", (System.nanoTime() - begin) / 1_000_000)
                .log("ready again");
    }

    static void awaitVerified(Load load, int count) {
        long end = System.nanoTime() + PROGRESS.toNanos();
        while (load.verified.size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no progress: " + load.verified.size() + " of " + count + " " + load.failures);
            }
            Http.pause();
        }
    }
}
