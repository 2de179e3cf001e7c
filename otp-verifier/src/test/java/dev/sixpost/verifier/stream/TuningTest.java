package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class TuningTest {
    @Test
    void aCopyThatAPartitionLeftBehindIsGoneWhileTheChangelogTellsWhatItMissed() {
        Object delay = Tuning.over(Map.of(), Optional.empty()).get(StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG);

        assertThat(delay)
                .isInstanceOfSatisfying(
                        Long.class,
                        millis -> assertThat(2 * millis)
                                .isLessThan(VerifierTopology.ERASURES_TOLD
                                        .dividedBy(2)
                                        .toMillis()));
    }
}
