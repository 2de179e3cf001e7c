package dev.sixpost.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Purpose;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Vectors computed by another implementation of HKDF and HMAC; no later version may change them, live codes depend on it. */
class DerivationTest {
    private static final Keys KEYS = Keys.parse(
            "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=," + "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
    private static final Key KEY = KEYS.current();
    private static final byte[] NONCE = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final String EMAIL = "ada@example.com";
    private static final String CHALLENGE = "00112233445566778899aabbccddeeff";
    private static final String SUBJECT = "ffeeddccbbaa99887766554433221100";
    private static final String REQUEST = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    @Test
    void codeIsWhatItHasAlwaysBeen() {
        assertThat(Derivation.code(KEY, NONCE, "acme", Purpose.SIGNUP, EMAIL, 6))
                .isEqualTo("392340");
        assertThat(Derivation.code(KEY, NONCE, "acme", Purpose.SIGNUP, EMAIL, 10))
                .isEqualTo("4917392340");
    }

    @Test
    void guessLinkAndDigestAreWhatTheyHaveAlwaysBeen() {
        assertThat(Derivation.guessOfCode(KEY, "acme", Purpose.SIGNUP, EMAIL, "042137"))
                .isEqualTo("k1.mFQRB197njcJRxyp2ariSsqrtyyw1r33hchpWCtEXXs");
        LinkToken link = link(REQUEST);
        assertThat(link.text()).isEqualTo(SUBJECT + "." + CHALLENGE + ".fFUAztYFKuOPRp6G9hvp6Q." + REQUEST);
        assertThat(Derivation.guessOfLink(KEY, "acme", link))
                .isEqualTo("k1.Q_Ozv5ayUCGaQRaA0xP-F37IZnn31W8LQ_FbWGFUdks");
        assertThat(HexFormat.of().formatHex(Derivation.codeDigest(KEY, CHALLENGE, "042137")))
                .isEqualTo("1e1340a890f9e855319a3ed6c36941dedb2a475c6a0cc4655b0f65b473fdb543");
    }

    @Test
    void codeIsBoundToEverythingItIsFor() {
        String code = Derivation.code(KEY, NONCE, "acme", Purpose.SIGNUP, EMAIL, 10);
        byte[] otherNonce = NONCE.clone();
        otherNonce[15] ^= 1;

        assertThat(Derivation.code(KEYS.all().get(1), NONCE, "acme", Purpose.SIGNUP, EMAIL, 10))
                .isNotEqualTo(code);
        assertThat(Derivation.code(KEY, otherNonce, "acme", Purpose.SIGNUP, EMAIL, 10))
                .isNotEqualTo(code);
        assertThat(Derivation.code(KEY, NONCE, "acme2", Purpose.SIGNUP, EMAIL, 10))
                .isNotEqualTo(code);
        assertThat(Derivation.code(KEY, NONCE, "acme", Purpose.LOGIN, EMAIL, 10))
                .isNotEqualTo(code);
        assertThat(Derivation.code(KEY, NONCE, "acme", Purpose.SIGNUP, "bob@example.com", 10))
                .isNotEqualTo(code);
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(RequestSecret.of(KEY, "ab", "c")).isNotEqualTo(RequestSecret.of(KEY, "a", "bc"));
    }

    @Test
    void codesCoverTheWholeRangeEvenlyWithLeadingZeros() {
        int[] firstDigits = new int[10];
        IntStream.range(0, 10_000).forEach(i -> {
            String code = Derivation.code(KEY, NONCE, "acme", Purpose.LOGIN, i + "@example.com", 6);
            assertThat(code).matches("[0-9]{6}");
            firstDigits[code.charAt(0) - '0']++;
        });
        assertThat(IntStream.of(firstDigits).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void linkReadsBackAndAnythingElseDoesNot() {
        LinkToken link = link(REQUEST);
        assertThat(LinkToken.parse(link.text())).contains(link);
        assertThat(LinkToken.parse(link.text() + "x")).isEmpty();
        assertThat(LinkToken.parse(link.proof())).isEmpty();
        assertThat(LinkToken.parse("")).isEmpty();
        assertThat(link.toString()).doesNotContain(link.mac());
    }

    @Test
    void everyMailOfAChallengeHasALinkOfItsOwnAndTheSameGuess() {
        LinkToken first = link(REQUEST);
        LinkToken resent = link("otp.requests-3-42");

        assertThat(resent.text()).isNotEqualTo(first.text());
        assertThat(LinkToken.parse(resent.text())).contains(resent);
        assertThat(Derivation.guessOfLink(KEY, "acme", resent)).isEqualTo(Derivation.guessOfLink(KEY, "acme", first));
    }

    private static LinkToken link(String requestId) {
        return Derivation.link(KEY, NONCE, "acme", CHALLENGE, SUBJECT, requestId);
    }

    @Test
    void guessNamesItsKey() {
        String guess = Derivation.guessOfCode(KEYS.all().get(1), "acme", Purpose.SIGNUP, EMAIL, "042137");
        assertThat(Guess.keyIdOf(guess)).contains("k2");
        assertThat(Guess.keyIdOf("nonsense")).isEmpty();
        assertThat(Guess.same(guess, guess)).isTrue();
        assertThat(Guess.same(guess, guess.substring(1))).isFalse();
    }

    @Test
    void messageIdHoldsNothingThatCouldEndAHeader() {
        assertThat(Derivation.messageId("abc>\r\nBcc: x@y")).isEqualTo("otp.abc---Bcc--x-y");
    }
}
