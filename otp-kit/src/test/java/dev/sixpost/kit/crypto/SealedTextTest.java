package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealedTextTest {
    private static final String K1 = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String K2 = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);

    private final String sealed = SealedText.seal(Keys.parse(K1).current(), CONTENT);

    @Test
    void whatWasSealedComesBackWhileItsKeyIsKnown() {
        assertThat(SealedText.open(Keys.parse(K2 + "," + K1), sealed)).contains(CONTENT);
        assertThat(SealedText.open(Keys.parse(K2), sealed)).isEmpty();
    }

    @Test
    void whatWasChangedDoesNot() {
        Keys keys = Keys.parse(K1);

        assertThat(SealedText.open(keys, sealed.replace(".e30.", ".e2E."))).isEmpty();
        assertThat(SealedText.open(keys, sealed.substring(0, sealed.length() - 2) + "AA"))
                .isEmpty();
        assertThat(SealedText.open(keys, sealed + ".")).isEmpty();
        assertThat(SealedText.open(keys, "")).isEmpty();
    }
}
