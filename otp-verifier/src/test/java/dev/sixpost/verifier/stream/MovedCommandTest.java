package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that do not lie where they belong. */
class MovedCommandTest {
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
    void aBareCommandTypedIntoAConsoleVerifies() {
        driven.write(opened);
        driven.put(
                null,
                "{\"application\":\"acme\",\"email\":\"%s\",\"purpose\":\"signup\",\"code\":\"%s\"}"
                        .formatted(EMAIL, code));

        assertThat(driven.proofs()).hasSize(1);
    }

    @Test
    void aCommandWithoutKeyIsMovedWithItsIdentityAndTimeAndWithoutItsDigits() {
        driven.write(opened);
        driven.after(opened.ttl().minus(Duration.ofMillis(1)));
        driven.put(
                null,
                "{\"application\":\"acme\",\"email\":\"%s\",\"purpose\":\"signup\",\"code\":\"%s\"}"
                        .formatted(EMAIL, code));

        assertThat(driven.moved()).singleElement().satisfies(record -> {
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(Subject.of("acme", EMAIL));
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain(code);
            assertThat(header(record, "ce_id")).isEqualTo(Topic.VERIFICATIONS.name() + "-0-1");
            assertThat(header(record, Moves.TIME_HEADER)).startsWith(driven.now() + ".");
        });
        assertThat(driven.proofs())
                .singleElement()
                .satisfies(
                        proof -> assertThat(proof.verifiedAt().toEpochMilli()).isEqualTo(driven.now()));
    }

    @Test
    void aMovedCommandCountsFromItsSealedTimeAndAForgedSealDoesNot() {
        driven.write(opened);
        long inTime = driven.now();
        driven.after(opened.ttl());
        VerifyOtp guess = new VerifyOtp(
                "acme",
                EMAIL,
                opened.purpose(),
                Derivation.guessOfCode(keys.current(), "acme", opened.purpose(), EMAIL, code),
                null,
                null,
                null,
                null,
                null);
        driven.writeMoved("forged", guess, inTime, Keys.parse(Keys.fresh(ENTROPY)));
        driven.writeMoved("sealed", guess, inTime, keys);

        assertThat(driven.told()).containsExactly("code-expired", "verified");
    }

    @Test
    void aGuessOfAnotherNumberOfDigitsSpendsNoAttempt() {
        driven.write(opened);
        String guess = Derivation.guessOfCode(keys.current(), "acme", opened.purpose(), EMAIL, code + "00");
        driven.write("other", new VerifyOtp("acme", EMAIL, opened.purpose(), guess, 8, null, null, null, null));

        assertThat(driven.told()).containsExactly("invalid-request");
    }

    @Test
    void anAddressThatIsNoneIsAnsweredAndNotMoved() {
        driven.put(null, "{\"application\":\"acme\",\"email\":\"not an address\",\"code\":\"123456\"}");

        assertThat(driven.told()).containsExactly("invalid-request");
        assertThat(driven.moved()).isEmpty();
    }

    @Test
    void aMalformedCodeIsRefusedToWhoeverItNamesAlsoWithoutAKey() {
        driven.put(null, "{\"application\":\"acme\",\"email\":\"ADA@example.com\",\"code\":\"12345\"}");

        assertThat(driven.verdicts())
                .containsExactly(new OtpRefused("acme", EMAIL, Purpose.DEFAULT, null, "invalid-request", null, null));
        assertThat(driven.keys(Topic.RESULTS)).containsExactly(Subject.of("acme", EMAIL));
    }

    @Test
    void aCodeWithoutAPurposeIsRefusedForTheOneItStandsFor() {
        driven.write("c", new VerifyOtp("acme", EMAIL, null, null, null, null, "123456", null, null));

        assertThat(driven.verdicts())
                .containsExactly(new OtpRefused("acme", EMAIL, Purpose.DEFAULT, null, "no-active-code", null, null));
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
