package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that cannot find proves nothing. */
class SecretsTest {
    private static final String SECRET = "0421379865";
    private static final Secrets SECRETS = new Secrets(List.of(SECRET, "someone@example.com"));

    @ParameterizedTest
    @ValueSource(strings = {"code=0421379865.", "04213 79865", "0 4 2 1 3 7 9 8 6 5", "04213-79865"})
    void formsOfTheSecretAreFound(String text) {
        assertThat(SECRETS.in(text.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz"})
    void encodedFormsAreFoundWhereverTheyBegin(String before) {
        byte[] text = (before + SECRET + "!").getBytes(StandardCharsets.UTF_8);
        assertThat(SECRETS.in(Base64.getEncoder().encode(text))).isNotEmpty();
        assertThat(SECRETS.in(HexFormat.of().formatHex(text).getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void anotherSecretIsNotFound() {
        assertThat(SECRETS.in("0421379866 and more".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
