package dev.sixpost.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"--data", "--data=", "--data,", "--data, ", "--data,,--fresh", "--data,--fresh", "--data=--fresh"
            })
    void takesNeitherNothingNorANameForAValue(String typed) {
        assertThatThrownBy(() -> parse(typed.split(",", -1)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--data needs a value");
    }

    @Test
    void takesAValueWithAHyphenInIt() {
        assertThat(parse("--data", "./-odd", "--fresh").value("--data")).contains("./-odd");
    }

    private static Arguments parse(String... typed) {
        return Arguments.parse(List.of(typed), Set.of("--data"), Set.of("--fresh"));
    }
}
