package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitPaceTest {
    private final AtomicLong now = new AtomicLong();
    private final CommitPace pace = new CommitPace(now::get);

    @ParameterizedTest(name = "a commit of {0} ms is followed by {1} ms of work")
    @CsvSource({"0, 8", "2, 8", "3, 9", "30, 90", "60, 180", "70, 200", "5000, 200"})
    void aCommitIsFollowedByThreeTimesItsTimeWithinBounds(long took, long work) {
        commit(took);
        pass(work - 1);
        assertThat(pace.isDue()).isFalse();
        pass(1);
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void theFirstStepOfACommitCountsAndEachCommitByItself() {
        pace.begins();
        pass(20);
        pace.begins();
        pass(20);
        pace.ends();
        pass(119);
        assertThat(pace.isDue()).isFalse();
        pass(1);
        assertThat(pace.isDue()).isTrue();

        commit(1);
        pass(8);
        assertThat(pace.isDue()).isTrue();
        assertThat(pace.commits()).isEqualTo(2);
    }

    @Test
    void aCommitThatEndedInNothingDoesNotCount() {
        pace.begins();
        pass(5_000);
        pace.works();
        commit(5);
        pass(15);
        assertThat(pace.isDue()).isTrue();
    }

    private void commit(long millis) {
        pace.begins();
        pass(millis);
        pace.ends();
    }

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
