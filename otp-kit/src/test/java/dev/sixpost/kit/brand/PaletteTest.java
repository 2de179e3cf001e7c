package dev.sixpost.kit.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaletteTest {

    @Test
    void everyColourIsReadableOnBothGroundsAndUnderItsText() {
        for (Colour colour : everyTwentieth()) {
            Palette palette = Palette.of(
                    String.format(Locale.ROOT, "#%02x%02x%02x", colour.red(), colour.green(), colour.blue()));
            assertReadable(palette.light(), Colour.WHITE);
            assertReadable(palette.dark(), Palette.DARK_GROUND);
        }
    }

    @Test
    void aColourThatReadsWellStaysAsItIs() {
        Palette palette = Palette.of("#2F6FED");

        assertThat(palette.light().fill().css()).isEqualTo("#2f6fed");
        assertThat(palette.light().onFill()).isEqualTo(Colour.WHITE);
    }

    @Test
    void yellowKeepsItsFillUnderBlackTextAndIsDarkenedAsText() {
        Palette.Shade light = Palette.of("#F9DB00").light();

        assertThat(light.fill().css()).isEqualTo("#f9db00");
        assertThat(light.onFill()).isEqualTo(Colour.BLACK);
        assertThat(light.accent()).isNotEqualTo(light.fill());
    }

    @Test
    void aFillTheGroundWouldSwallowIsReplaced() {
        assertThat(Palette.of("#ffffff").light().fill()).isNotEqualTo(Colour.WHITE);
        assertThat(Palette.of("#181b21").dark().fill()).isNotEqualTo(Palette.DARK_GROUND);
    }

    @Test
    void whatIsNoColourCountsAsNone() {
        assertThat(Palette.of("url(x)")).isEqualTo(Palette.of(null));
    }

    private static void assertReadable(Palette.Shade shade, Colour ground) {
        assertThat(shade.accent().contrast(ground)).isGreaterThanOrEqualTo(4.5);
        assertThat(shade.onFill().contrast(shade.fill())).isGreaterThanOrEqualTo(4.5);
    }

    private static List<Colour> everyTwentieth() {
        return steps().flatMap(r -> steps().flatMap(g -> steps().map(b -> new Colour(r, g, b))))
                .toList();
    }

    private static Stream<Integer> steps() {
        return IntStream.rangeClosed(0, 15).mapToObj(step -> step * 17);
    }
}
