package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwedTest {
    private static final TopicPartition ONE = new TopicPartition("otp.results", 1);
    private static final TopicPartition TWO = new TopicPartition("otp.deliveries", 2);

    private final Owed owed = new Owed();

    @Test
    void whatFollowsIsFurther() {
        owed.add(at(ONE, 5), 0);
        owed.add(at(TWO, 7), 0);

        assertThat(owed.and(at(ONE, 6)))
                .isEqualTo(Map.of(ONE, new OffsetAndMetadata(6), TWO, new OffsetAndMetadata(7)));
    }

    @Test
    void itIsDueASecondAfterTheFirst() {
        long begin = Duration.ofDays(1).toNanos();
        owed.add(at(ONE, 5), begin);
        owed.add(at(ONE, 6), begin + 999_000_000);

        assertThat(owed.isDue(begin + 999_999_999)).isFalse();
        assertThat(owed.isDue(begin + 1_000_000_000)).isTrue();
    }

    @Test
    void nothingIsNeverDue() {
        assertThat(owed.isDue(Long.MAX_VALUE)).isFalse();
        owed.add(at(ONE, 5), 0);
        owed.clear();
        assertThat(owed.isDue(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void aPartitionThatIsAnothersIsNotOwed() {
        owed.add(at(ONE, 5), 0);
        owed.add(at(TWO, 7), 0);
        owed.drop(List.of(ONE));

        assertThat(owed.and(Map.of())).isEqualTo(at(TWO, 7));
    }

    private static Map<TopicPartition, OffsetAndMetadata> at(TopicPartition partition, long offset) {
        return Map.of(partition, new OffsetAndMetadata(offset));
    }
}
