package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void eachFailedTryWaitsLongerUntilTheLastTierRepeats() {
        Instant later = NOW.plus(Duration.ofHours(1));
        assertThat(IntStream.range(0, 6)
                        .mapToObj(i ->
                                Tier.after(i, NOW, later).orElseThrow().delay().toSeconds()))
                .containsExactly(5L, 15L, 45L, 120L, 120L, 120L);
    }

    @Test
    void aShorterWaitIsTakenWhereTheCodeWouldNotOutliveTheNextTier() {
        assertThat(Tier.after(3, NOW, NOW.plusSeconds(119))).contains(Tier.LATER);
        assertThat(Tier.after(3, NOW, NOW.plusSeconds(16))).contains(Tier.SHORTLY);
        assertThat(Tier.after(3, NOW, NOW.plusSeconds(6))).contains(Tier.SOON);
        assertThat(Tier.after(0, NOW, NOW.plusSeconds(5))).isEmpty();
    }

    @Test
    void aTierIsAPartitionAndUnknownPartitionsWaitAsLongAsTheLast() {
        for (Tier tier : Tier.values()) {
            assertThat(Tier.ofPartition(tier.partition())).isEqualTo(tier);
        }
        assertThat(Tier.ofPartition(5)).isEqualTo(Tier.LATE);
    }
}
