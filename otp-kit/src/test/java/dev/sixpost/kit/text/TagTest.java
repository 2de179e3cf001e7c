package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagTest {
    /** Up to 35 characters, in however many parts: the schemas of the events say the same. */
    @ParameterizedTest
    @CsvSource({
        "de, true",
        "pt-BR, true",
        "de-DE-u-fw-mon-mu-celsius, true",
        "ar-SA-u-ca-islamic-nu-latn, true",
        "de-abcdefgh-abcdefgh-abcdefgh-abcde, true",
        "de-abcdefgh-abcdefgh-abcdefgh-abcdef, false",
        "x, false",
        "de_DE, false",
        "de-, false",
        "'', false",
    })
    void aTagIsWellFormedUpToABound(String tag, boolean wellFormed) {
        assertThat(Tag.isWellFormed(tag)).isEqualTo(wellFormed);
    }

    @ParameterizedTest
    @CsvSource({
        "zh-TW, zh-Hant-TW",
        "ZH-hk, zh-Hant-HK",
        "zh-MO, zh-Hant-MO",
        "zh-tw-u-nu-latn, zh-Hant-TW-u-nu-latn",
        "zh-TW-x-lvariant-it, zh-Hant-TW-x-lvariant-it",
    })
    void aRegionThatReadsTraditionalCharactersStandsForThem(String asked, String canonical) {
        assertThat(Tag.canonical(asked)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, zh",
        "zh-cn, zh-CN",
        "zh-SG, zh-SG",
        "zh-hans-tw, zh-Hans-TW",
        "zh-hant-hk, zh-Hant-HK",
        "en-TW, en-TW",
        "iw, he",
        "zh_TW, und",
    })
    void everyOtherTagSaysWhatItSaid(String asked, String canonical) {
        assertThat(Tag.canonical(asked)).isEqualTo(canonical);
    }

    @Test
    void theClosestComesFirst() {
        assertThat(Tag.closestFirst("zh-TW")).containsExactly("zh-Hant-TW", "zh-Hant", "zh");
        assertThat(Tag.closestFirst("de-AT-1996")).containsExactly("de-AT-1996", "de-AT", "de");
    }
}
