package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final Keys KEYS = Keys.parse("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final byte[] VALUE = {1, 2, 3};

    @Test
    void sealedTimeReadsBack() {
        String seal = Seal.of(KEYS.current(), "id-1", 1_700_000_000_000L, VALUE);
        assertThat(Seal.check(KEYS, seal, "id-1", VALUE)).hasValue(1_700_000_000_000L);
    }

    @Test
    void sealHoldsForItsRecordAndTimeAlone() {
        String seal = Seal.of(KEYS.current(), "id-1", 1_700_000_000_000L, VALUE);
        assertThat(Seal.check(KEYS, seal, "id-2", VALUE)).isEmpty();
        assertThat(Seal.check(KEYS, seal, "id-1", new byte[] {1, 2})).isEmpty();
        assertThat(Seal.check(KEYS, seal.replace("1700000000000", "1600000000000"), "id-1", VALUE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "1.k1", "x.k1.mac", "1.k9.mac", "99999999999999999999.k1.mac", "1700000000000"})
    void nonsenseIsNoSeal(String seal) {
        assertThat(Seal.check(KEYS, seal, "id-1", VALUE)).isEmpty();
    }
}
