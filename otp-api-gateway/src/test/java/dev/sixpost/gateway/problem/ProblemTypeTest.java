package dev.sixpost.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.ops.OpsProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {
    /** Whoever asks both has one list of names to know. */
    @ParameterizedTest
    @EnumSource
    void theOperatorsRoutesSpeakOfTheSameProblems(OpsProblem problem) {
        assertThat(ProblemType.ofWire(problem.wire())).hasValueSatisfying(type -> {
            assertThat(type.title()).isEqualTo(problem.title());
            assertThat(type.status()).isEqualTo(problem.status());
        });
    }
}
