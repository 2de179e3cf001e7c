package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {
    private static final PluralRules POLISH = PluralRules.forLocale(ULocale.forLanguageTag("pl"));

    @ParameterizedTest
    @CsvSource({"0,mniej niż minutę", "1,1 minutę", "3,3 minuty", "5,5 minut", "22,22 minuty"})
    void aPluralTakesTheFormOfItsCount(int minutes, String expected) {
        Phrase phrase = Phrase.compile(
                "Za {n, plural, =0 {mniej niż minutę} one {# minutę} few {# minuty} many {# minut} other {# minuty}}.",
                POLISH);
        assertThat(phrase.with(Map.of("n", minutes))).isEqualTo("Za " + expected + ".");
    }

    @Test
    void argumentsAreDataAndApostrophesQuoteNothing() {
        Phrase phrase = Phrase.compile("l'{name} isn't '{name}'", POLISH);
        assertThat(phrase.with(Map.of("name", "{n, plural, other {#}} ${x}")))
                .isEqualTo("l’{n, plural, other {#}} ${x} isn’t ’{n, plural, other {#}} ${x}’");
        assertThat(phrase.arguments()).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}{",
                "{}",
                "{0}",
                "{7*7}",
                "{n, number}",
                "{n, date, short}",
                "{n, select, other {x}}",
                "{n, plural, one {#}}",
                "{n, plural, offset:1 other {#}}",
                "{n, plural, other {{m, plural, other {#}}}}",
                "{n, selectordinal, other {#}}"
            })
    void whatIsNeitherAnArgumentNorAPluralIsMalformed(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Phrase.compile(text, POLISH));
    }

    @Test
    void aMissingArgumentIsAnErrorAndNoHalfSentence() {
        Phrase phrase = Phrase.compile("Hi {name}", POLISH);
        assertThatIllegalArgumentException().isThrownBy(() -> phrase.with(Map.of()));
    }
}
