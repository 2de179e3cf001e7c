package dev.sixpost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Topic;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of short histories of the whole pipeline. A failure names its seed; {@code -Dsixpost.seed=…
 * -Dsixpost.histories=1} runs that one history again, step by step the same.
 */
class SimulationTest {
    private static final int HISTORIES = Integer.getInteger("sixpost.histories", 1_500);
    private static final int MOST_TO_FIND_A_FAULT = 3_000;

    @Test
    void theInvariantsHoldInEveryHistory() {
        long first = Long.getLong("sixpost.seed", System.nanoTime());
        List<Integer> counts = LongStream.range(first, first + HISTORIES)
                .parallel()
                .mapToObj(SimulationTest::verifiedIn)
                .toList();
        assertThat(counts.stream().filter(verified -> verified > 0).count())
                .as("histories that come to a success, from seed %d on", first)
                .isGreaterThanOrEqualTo(HISTORIES / 4);
    }

    private static int verifiedIn(long seed) {
        World world = judged(seed, Fault.NONE);
        if (!world.violations.isEmpty()) {
            fail("replay with -Dsixpost.seed=" + seed + " -Dsixpost.histories=1\n" + String.join("\n", world.violations)
                    + "\n\n" + String.join("\n", world.trace()));
        }
        return new Seen(world).committed(Topic.RESULTS, OtpVerified.class).size();
    }

    /** A checker that cannot fail proves nothing. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPipelineWithAFaultIsCaught(Fault fault) {
        boolean caught = LongStream.range(0, MOST_TO_FIND_A_FAULT)
                .anyMatch(seed -> !judged(seed, fault).violations.isEmpty());
        assertThat(caught).as("%s is caught", fault).isTrue();
    }

    private static World judged(long seed, Fault fault) {
        World world = History.of(seed, fault);
        Seen seen = new Seen(world);
        new RequestChecks(world, seen).check();
        new MailChecks(world, seen).check();
        new GuessChecks(world, seen).check();
        new ClockChecks(world, seen).check();
        new LimitChecks(world, seen).check();
        new SignupChecks(world, seen).check();
        return world;
    }
}
