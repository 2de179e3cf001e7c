package dev.sixpost.issuer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the clients do, no rolling window lets through much more than the limit, and who waits as told is let in. */
class TallyTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int LIMIT = 20;

    @Test
    void noWindowLetsThroughMoreThanHalfAsManyAgain() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Instant now = Given.NOW;
            Tally tally = Tally.fresh(now);
            List<Instant> admitted = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                now = now.plusMillis(random.nextInt(random.nextBoolean() ? 20_000 : 500));
                tally = tally.at(now, WINDOW);
                Instant free = tally.freeAt(LIMIT, now, WINDOW);
                if (free == null) {
                    tally = tally.plusOne();
                    admitted.add(now);
                    Instant since = now.minus(WINDOW);
                    assertThat(admitted.stream().filter(at -> at.isAfter(since)))
                            .as("seed %d", seed)
                            .hasSizeLessThanOrEqualTo(LIMIT * 3 / 2);
                } else {
                    assertThat(free).as("seed %d", seed).isAfter(now);
                    assertThat(tally.at(free, WINDOW).freeAt(LIMIT, free, WINDOW))
                            .as("seed %d: who waits as told is let in", seed)
                            .isNull();
                    assertThat(Duration.between(now, free))
                            .as("seed %d", seed)
                            .isLessThanOrEqualTo(WINDOW.multipliedBy(2));
                }
            }
        }
    }

    @Test
    void aBurstFromNothingIsCountedExactly() {
        Tally tally = Tally.fresh(Given.NOW);
        for (int i = 0; i < LIMIT; i++) {
            assertThat(tally.freeAt(LIMIT, Given.NOW, WINDOW)).isNull();
            tally = tally.plusOne();
        }

        assertThat(tally.freeAt(LIMIT, Given.NOW, WINDOW))
                .isEqualTo(Given.NOW.plus(WINDOW).plusMillis(1));
    }
}
