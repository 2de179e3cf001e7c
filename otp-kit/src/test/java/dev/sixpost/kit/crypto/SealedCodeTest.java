package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCodeTest {
    private static final Entropy ENTROPY = Entropy.secure();
    private static final Keys OLD = Keys.parse("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final Keys ROTATED = Keys.parse(
            "k2:HxAeHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=,k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String EMAIL = "bot@acme.example";

    private final String sealed = SealedCode.seal(OLD.current(), ENTROPY, "acme", EMAIL, "123456");

    @Test
    void theKeysReadIt() {
        assertThat(SealedCode.open(OLD, sealed, "acme", EMAIL)).contains("123456");
        assertThat(SealedCode.open(ROTATED, sealed, "acme", EMAIL)).contains("123456");
    }

    @Test
    void itSaysNothingElsewhere() {
        assertThat(SealedCode.open(OLD, sealed, "other", EMAIL)).isEmpty();
        assertThat(SealedCode.open(OLD, sealed, "acme", "eve@acme.example")).isEmpty();
        assertThat(SealedCode.open(Keys.parse(Keys.fresh(ENTROPY)), sealed, "acme", EMAIL))
                .isEmpty();
    }

    @Test
    void theSameCodeLooksDifferentEachTime() {
        assertThat(SealedCode.seal(OLD.current(), ENTROPY, "acme", EMAIL, "123456"))
                .isNotEqualTo(sealed)
                .matches("[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{46}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "k1.", "k1.AAAA", "k1.AAECAwQFBgcICQoLDA0ODw", "k1.%%%", "k9.AAAA", "123456"})
    void nonsenseIsNoSealedCode(String text) {
        assertThat(SealedCode.open(OLD, text, "acme", EMAIL)).isEmpty();
    }
}
