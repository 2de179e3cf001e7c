package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The vector was computed by another implementation; mails that were sent hold such tokens. */
class ReportTokenTest {
    private static final Keys KEYS = Keys.parse(
            "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=," + "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    private static final String CHALLENGE = "00112233445566778899aabbccddeeff";
    private static final String SUBJECT = "ffeeddccbbaa99887766554433221100";

    private final ReportToken token = ReportToken.of(KEYS.all().get(1), "acme", CHALLENGE, SUBJECT);

    @Test
    void tokenIsWhatItHasAlwaysBeen() {
        assertThat(token.text())
                .isEqualTo("ppoonnmmllkkjjiihhggffeeddccbbaa.aabbccddeeffgghhiijjkkllmmnnoopp.ZjXBg5rnJw5RbIXLq7m0Yg");
    }

    @Test
    void tokenReadsBackAndProvesItself() {
        assertThat(ReportToken.parse(token.text())).contains(token);
        assertThat(token.isRight(KEYS, "acme")).isTrue();
        assertThat(ReportToken.parse(token.text() + "x")).isEmpty();
        assertThat(token.toString()).doesNotContain(token.mac());
    }

    @Test
    void anotherApplicationChallengeOrSubjectProvesNothing() {
        assertThat(token.isRight(KEYS, "acme2")).isFalse();
        assertThat(new ReportToken(SUBJECT, SUBJECT, token.mac()).isRight(KEYS, "acme"))
                .isFalse();
        assertThat(new ReportToken(CHALLENGE, CHALLENGE, token.mac()).isRight(KEYS, "acme"))
                .isFalse();
    }
}
