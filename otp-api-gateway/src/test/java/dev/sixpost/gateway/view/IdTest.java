package dev.sixpost.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "0123456789abcdeffedcba9876543210",
                "ffffffffffffffffffffffffffffffff",
                "",
                "r1",
                "0123456789ABCDEFFEDCBA9876543210",
                "0123456789abcdeffedcba987654321",
                "0123456789abcdeffedcba98765432100",
                "0123456789abcdeffedcba987654321g",
                "-123456789abcdeffedcba9876543210",
                "٠123456789abcdeffedcba9876543210",
                "3b241101-e2bb-4255-8caf-4136c566a962"
            })
    void itIsWhatItWasMadeOf(String text) {
        assertThat(Id.of(text).text()).isEqualTo(text);
        assertThat(Id.of(text)).isEqualTo(Id.of(text)).hasSameHashCodeAs(Id.of(text));
    }

    @Test
    void anotherSpellingIsAnotherId() {
        assertThat(Id.of("0123456789abcdeffedcba9876543210")).isNotEqualTo(Id.of("0123456789ABCDEFFEDCBA9876543210"));
    }

    @Test
    void oursAreKeptAsBits() {
        assertThat(Id.of("0123456789abcdeffedcba9876543210"))
                .isEqualTo(new Id.Bits(0x0123456789abcdefL, 0xfedcba9876543210L));
        assertThat(Id.of("r1")).isEqualTo(new Id.Other("r1"));
    }
}
