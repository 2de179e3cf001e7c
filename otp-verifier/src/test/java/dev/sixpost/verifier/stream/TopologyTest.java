package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topology with its codec and store, driven record by record. */
class TopologyTest {
    private static final String EMAIL = "ada@example.com";
    private static final Entropy ENTROPY = Entropy.secure();

    private final Keys keys = Keys.parse(Keys.fresh(ENTROPY));
    private final Driven driven = new Driven(keys);
    private final ChallengeOpened opened = Opened.challenge("0123456789abcdef0123456789abcdef")
            .derived(Nonce.fresh(ENTROPY), keys.current().id())
            .linkTtl(Duration.ofHours(1))
            .build();
    private final String code = Derivation.code(
            keys.current(), Nonce.bytes(opened.nonce()), "acme", opened.purpose(), EMAIL, opened.codeLength());

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void theRightCodeIsVerifiedAndProven() {
        driven.write(opened);
        driven.write("c", typed(code));

        assertThat(driven.verdicts()).singleElement().isInstanceOf(OtpVerified.class);
        assertThat(driven.proofs())
                .singleElement()
                .extracting(EmailVerified::challengeId)
                .isEqualTo(opened.challengeId());
    }

    @ParameterizedTest
    @CsvSource({"'%s %s'", "'%s-%s'", "'%s\u00A0%s'", "'%s\u2009%s'", "'%s\u3000%s'", "'%s\uFF0D%s'", "' %s%s '"})
    void spacesAndHyphensWithinTypedDigitsAreIgnored(String shape) {
        driven.write(opened);
        driven.write("c", typed(shape.formatted(code.substring(0, 3), code.substring(3))));

        assertThat(driven.verdicts()).singleElement().isInstanceOf(OtpVerified.class);
    }

    @Test
    void fullWidthDigitsAreFolded() {
        StringBuilder wide = new StringBuilder();
        code.chars().forEach(c -> wide.append((char) (c - '0' + '\uFF10')));
        driven.write(opened);
        driven.write("c", typed(wide.toString()));

        assertThat(driven.verdicts()).singleElement().isInstanceOf(OtpVerified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "12345678901",
                "12345a",
                "123\u200B456",
                "\uFEFF123456",
                "123\u202E456",
                "%31%32%33%34%35%36",
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "+12345",
                "12.3456",
                "1e5000",
                "②34567"
            })
    void anythingElseIsRefusedWithoutAnAttempt(String digits) {
        driven.write(opened);
        driven.write("c", typed(digits));
        driven.write("d", typed(wrong()));

        assertThat(driven.told()).containsExactly("invalid-request", "code-incorrect 4");
    }

    @Test
    void anotherNumberOfDigitsIsRefusedWithoutAnAttempt() {
        driven.write(opened);
        driven.write("c", typed(code + "0"));
        driven.write("d", typed(wrong()));

        assertThat(driven.told()).containsExactly("invalid-request", "code-incorrect 4");
    }

    @Test
    void aLinkAsItStandsInTheMailVerifies() {
        driven.write(opened);
        driven.write("c", new VerifyOtp("acme", null, null, null, null, null, null, token().text(), null));

        assertThat(driven.proofs())
                .singleElement()
                .extracting(p -> p.method().name())
                .isEqualTo("LINK");
    }

    @Test
    void aLinkOfAnotherAddressOpensNothing() {
        driven.write(opened);
        driven.write("c", new VerifyOtp("acme", "eve@example.com", null, null, null, null, null, token().text(), null));

        assertThat(driven.proofs()).isEmpty();
    }

    @Test
    void aGuessForAnotherApplicationPurposeOrAddressOpensNothing() {
        driven.write(opened);
        driven.write("c", new VerifyOtp("other", EMAIL, opened.purpose(), null, null, null, code, null, null));
        driven.write("d", new VerifyOtp("acme", EMAIL, Purpose.LOGIN, null, null, null, code, null, null));
        driven.write(
                "e", new VerifyOtp("acme", "eve@example.com", opened.purpose(), null, null, null, code, null, null));
        String bound = Derivation.guessOfCode(keys.current(), "acme", Purpose.LOGIN, EMAIL, code);
        driven.write("f", new VerifyOtp("acme", EMAIL, opened.purpose(), bound, null, null, null, null, null));

        assertThat(driven.told())
                .containsExactly("no-active-code", "no-active-code", "no-active-code", "code-incorrect 4");
    }

    @Test
    void theAddressAsTypedIsTheCanonicalOne() {
        driven.write(opened);
        driven.write(
                "c", new VerifyOtp("acme", "ADA@Example.COM", opened.purpose(), null, null, null, code, null, null));

        assertThat(driven.verdicts()).singleElement().extracting(Verdict::email).isEqualTo(EMAIL);
        assertThat(driven.proofs()).hasSize(1);
    }

    @Test
    void anErasedAddressLeavesNothingBehind() {
        driven.write(opened);
        driven.write("c", typed(wrong()));
        driven.write("e", new AddressErased("acme", EMAIL), EMAIL);

        assertThat(driven.stored()).isZero();
        assertThat(driven.tombstones(Topic.EMAIL_VERIFIED)).containsExactly(Subject.of("acme", EMAIL));
        driven.write("d", typed(code));
        assertThat(driven.told()).containsExactly("code-incorrect 4", "no-active-code");
    }

    @Test
    void finishedEntriesAreSweptAndOthersAreNot() {
        driven.write(opened);
        driven.after(Duration.ofHours(2));
        driven.put("other", "{\"application\":\"acme\",\"email\":\"eve@example.com\",\"code\":\"123456\"}");
        driven.sweep();
        assertThat(driven.stored()).isEqualTo(1);

        driven.after(Duration.ofHours(2));
        driven.put("other", "{\"application\":\"acme\",\"email\":\"eve@example.com\",\"code\":\"123456\"}");
        driven.sweep();
        assertThat(driven.stored()).isZero();
    }

    @Test
    void aChallengeOfARetiredKeyFailsClosed() {
        ChallengeOpened retired = Opened.challenge(opened.challengeId())
                .derived(opened.nonce(), "retired")
                .build();
        driven.write(retired);
        driven.write("c", typed(code));

        assertThat(driven.told()).containsExactly("code-incorrect 4");
    }

    @Test
    void noStoredStateHoldsTheCodeOrTheGuess() {
        driven.write(opened);
        driven.write("c", typed(wrong()));

        assertThat(driven.storedText()).doesNotContain(code).doesNotContain(wrong());
    }

    private VerifyOtp typed(String digits) {
        return new VerifyOtp("acme", EMAIL, opened.purpose(), null, null, null, digits, null, null);
    }

    private String wrong() {
        return code.equals("000000") ? "000001" : "000000";
    }

    private LinkToken token() {
        return Derivation.link(
                keys.current(),
                Nonce.bytes(opened.nonce()),
                "acme",
                opened.challengeId(),
                Subject.of("acme", EMAIL),
                "mail");
    }
}
