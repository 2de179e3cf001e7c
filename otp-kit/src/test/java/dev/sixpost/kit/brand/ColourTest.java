package dev.sixpost.kit.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
    private static final Colour DARK_CARD = colour("#22252b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "red",
                "#ggg",
                "#ffff",
                "#fffffff",
                "#fff ",
                "#fff}body{display:none",
                "red;background:url(https://t.example/x)",
                "expression(alert(1))",
                "</style><script>"
            })
    void whatIsNotAHexColourIsNone(String text) {
        assertThat(Colour.parse(text)).isEmpty();
        assertThat(Colour.parse(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"#F9DB00,#000,#f9db00", "#2F6FED,#fff,#2f6fed", "#fff,#000,#ffffff", "#123,#fff,'rgb(17,34,51)'"})
    void theInkIsTheOneThatIsReadBetter(String ground, String ink, String css) {
        assertThat(colour(ground).ink()).isEqualTo(colour(ink));
        assertThat(colour(ground).ink().contrast(colour(ground))).isGreaterThanOrEqualTo(4.5);
        assertThat(colour(ground).css()).isEqualTo(css);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#000", "#fff", "#f9db00", "#2f6fed", "#22252b", "#777", "#c00"})
    void anAccentIsMovedUntilItStandsOutAndNoFurther(String accent) {
        for (Colour ground : new Colour[] {Colour.WHITE, DARK_CARD}) {
            Colour moved = colour(accent).on(ground, 3);
            assertThat(moved.contrast(ground)).isGreaterThanOrEqualTo(3);
            if (colour(accent).contrast(ground) >= 3) {
                assertThat(moved).isEqualTo(colour(accent));
            }
        }
    }

    @Test
    void contrastIsThatOfTheGuidelines() {
        assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21, within(1e-9));
        assertThat(colour("#767676").contrast(Colour.WHITE)).isEqualTo(4.54, within(0.01));
    }

    private static Colour colour(String hex) {
        return Colour.parse(hex).orElseThrow();
    }
}
