package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Vectors computed by another implementation; pages keep what was derived before. */
class RequestSecretTest {
    private static final String OLD = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String NEW = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String REQUEST = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String SECRET = "WSC1XpLfQ3SSH6B0GuSwJQ";

    @Test
    void secretIsWhatItHasAlwaysBeen() {
        assertThat(RequestSecret.of(Keys.parse(OLD).current(), "acme", REQUEST)).isEqualTo(SECRET);
    }

    @Test
    void secretOutlivesARotationButNotItsKey() {
        assertThat(RequestSecret.isRight(Keys.parse(NEW + "," + OLD), SECRET, "acme", REQUEST))
                .isTrue();
        assertThat(RequestSecret.isRight(Keys.parse(NEW), SECRET, "acme", REQUEST))
                .isFalse();
    }

    @Test
    void secretIsOfOneRequestOfOneApplication() {
        Keys keys = Keys.parse(OLD);

        assertThat(RequestSecret.isRight(keys, SECRET, "acme2", REQUEST)).isFalse();
        assertThat(RequestSecret.isRight(keys, SECRET, "acme", REQUEST.replace('0', '1')))
                .isFalse();
        assertThat(RequestSecret.isRight(keys, "", "acme", REQUEST)).isFalse();
    }

    @Test
    void aRequestIdOfAnyFormFitsALink() {
        assertThat(RequestSecret.reference(REQUEST)).isEqualTo(REQUEST);
        assertThat(RequestSecret.reference("otp.requests-3-42")).isEqualTo("cbd6ff4854a59790720a48653d1bdd19");
        assertThat(RequestSecret.reference("ü/".repeat(500))).matches("[0-9a-f]{32}");
    }
}
