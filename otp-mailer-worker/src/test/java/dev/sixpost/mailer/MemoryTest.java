package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.mailer.Conclusion.Failed;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MemoryTest {
    private static final Conclusion CONCLUSION = new Failed(null, null, "erased", false);

    private final Memory memory = new Memory();

    static Stream<Throwable> thrown() {
        return Stream.of(new IllegalStateException(), new NoClassDefFoundError(), new InterruptedException());
    }

    /** Whoever has the same record next would wait for an end that does not come. */
    @Timeout(20)
    @ParameterizedTest
    @MethodSource("thrown")
    void aTryThatThrowsIsForgotten(Throwable thrown) throws Exception {
        assertThatThrownBy(() -> memory.once("id", 0, () -> {
                    switch (thrown) {
                        case InterruptedException e -> throw e;
                        case RuntimeException e -> throw e;
                        default -> throw (Error) thrown;
                    }
                }))
                .isSameAs(thrown);

        assertThat(memory.once("id", 0, () -> CONCLUSION)).isSameAs(CONCLUSION);
        assertThat(memory.once("id", 0, () -> {
                    throw new AssertionError("tried again");
                }))
                .isSameAs(CONCLUSION);
    }
}
