package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static final String MATERIAL = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void firstKeyIsForWhatIsNewAndEachIsFoundById() {
        Keys keys = Keys.parse("new:" + MATERIAL + ", old:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        assertThat(keys.current().id()).isEqualTo("new");
        assertThat(keys.find("old")).isPresent();
        assertThat(keys.find("gone")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | form id:base64",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | form id:base64",
                "k 1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | form id:base64",
                "k1:### | not base64",
                "k1:AAECAwQFBgcICQoLDA0ODw== | 16 bytes",
                "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | not random",
                "k1:Y2hhbmdlbWVjaGFuZ2VtZWNoYW5nZW1lY2hhbmdlbWU= | not random",
                "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= |"
                        + " same id",
            })
    void badKeysAreRefusedWithoutBeingQuoted(String text, String why) {
        assertThatThrownBy(() -> Keys.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("AAEC").doesNotContain("Y2hh"));
    }

    @Test
    void freshKeyIsAccepted() {
        assertThat(Keys.parse(Keys.fresh(Entropy.secure())).all()).hasSize(1);
    }

    @Test
    void keyMaterialIsNeverPrinted() {
        assertThat(Keys.parse("k1:" + MATERIAL).toString()).isEqualTo("Keys[Key[k1]]");
    }
}
