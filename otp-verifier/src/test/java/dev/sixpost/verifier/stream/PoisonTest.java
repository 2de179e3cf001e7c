package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 7 and the K rows of the hostile cases: what cannot be processed holds nothing up. */
class PoisonTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"application\":\"acme\"}",
                "{\"application\":\"acme\",\"email\":\"a@b.example\",\"code\":123456}",
                "{\"application\":\"acme\",\"email\":\"a@b.example\",\"code\":[\"123456\"]}",
                "{\"application\":\"acme\",\"email\":\"a@b.example\",\"code\":\"123\\u0000456\"}",
                "{\"application\":\"../etc\",\"email\":\"a@b.example\",\"code\":\"123456\"}"
            })
    void poisonGoesToTheDeadLettersWithoutItsValueAndTheNextRecordIsJudged(String poison) {
        driven.put("poison", poison);
        driven.write(opened);
        driven.write("c", typed(code));

        assertThat(driven.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value() == null || letter.value().length == 0).isTrue();
            assertThat(header(letter, "dlq.reason")).matches("[a-z-]+");
        });
        assertThat(driven.proofs()).hasSize(1);
    }

    @Test
    void anEventOfAnotherTopicIsADeadLetter() {
        driven.write("r", new OtpRequested("acme", EMAIL, null, null, null, null, null, null, null, null), EMAIL);

        assertThat(driven.deadLetters()).hasSize(1);
    }

    @Test
    void aChallengeBeyondTheContractsBoundsIsADeadLetter() {
        for (ChallengeOpened unsound : List.of(
                Opened.challenge("short").derived(opened.nonce(), "k").build(),
                Opened.challenge(opened.challengeId()).derived("AAAA", "k").build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .attempts(11)
                        .build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .attempts(0)
                        .build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .failures(0)
                        .build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .ttl(Duration.ZERO)
                        .build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .ttl(Duration.ofDays(32))
                        .build(),
                Opened.challenge(opened.challengeId())
                        .derived(opened.nonce(), "k")
                        .of("acme", "ADA@example.com")
                        .build())) {
            driven.write(unsound);
        }

        assertThat(driven.deadLetters()).hasSize(8);
        assertThat(driven.stored()).isZero();
    }

    @Test
    void aRecordThatWouldOutgrowTheChangelogIsADeadLetter() {
        driven.put(
                "poison",
                "{\"application\":\"acme\",\"email\":\"a@b.example\",\"code\":\"" + "1".repeat(1 << 17) + "\"}");

        assertThat(driven.deadLetters()).hasSize(1);
    }

    @Test
    void aRecordWithoutValueIsSkipped() {
        driven.put(Subject.of("acme", EMAIL), null);

        assertThat(driven.deadLetters()).isEmpty();
        assertThat(driven.verdicts()).isEmpty();
    }

    private VerifyOtp typed(String digits) {
        return new VerifyOtp("acme", EMAIL, opened.purpose(), null, null, null, digits, null, null);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
