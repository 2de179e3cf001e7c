package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> ended = new ArrayList<>();
    private final Closing closing = new Closing();

    @Test
    void endsWhatStartedLastFirstAndGoesOnAfterATrouble() {
        closing.then(() -> ended.add("broker"));
        closing.then(() -> {
            throw new IllegalStateException("trouble");
        });
        closing.then(() -> ended.add("service"));
        closing.close();
        closing.close();
        assertThat(ended).containsExactly("service", "broker");
    }

    @Test
    void endsWhatStartsTooLateAtOnce() {
        closing.close();
        closing.then(() -> ended.add("late"));
        assertThat(closing.isClosed()).isTrue();
        assertThat(ended).containsExactly("late");
    }
}
