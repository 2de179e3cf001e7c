package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack dies at once, under load, and starts again on the same data: nothing is lost, nothing happens twice. */
class CrashIT {
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
                    stack.upAgain();
                }
                awaitVerified(load, (KILLS + 1) * BETWEEN_KILLS);
            });

            assertThat(load.failures).isEmpty();
            assertThat(load.verified).hasSize(load.count());
            assertThat(Checker.violations(Observed.history(stack, stack.inbox(), load), KILLS * Load.SIDE_BY_SIDE))
                    .isEmpty();
        }
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
