package dev.sixpost.verifier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.verifier.fold.Answer;
import dev.sixpost.verifier.fold.Answers;
import dev.sixpost.verifier.fold.Budget;
import dev.sixpost.verifier.fold.Challenge;
import dev.sixpost.verifier.fold.Challenges;
import dev.sixpost.verifier.fold.Fingerprint;
import dev.sixpost.verifier.fold.Opened;
import dev.sixpost.verifier.fold.Position;
import dev.sixpost.verifier.fold.Story;
import dev.sixpost.verifier.fold.SubjectState;
import dev.sixpost.verifier.fold.Superseded;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final String HEX_ID = "0123456789abcdef0123456789abcdef";
    private static final Instant START = Instant.ofEpochMilli(Story.START);

    private static final SubjectState FULL = new SubjectState(
            Story.APPLICATION,
            "ı@xn--bcher-kva.example",
            new Position(Long.MAX_VALUE, Story.START),
            Story.START - 1,
            new Budget(20, List.of(Story.START, Story.START + 5, Story.START - 7)),
            new Challenges(
                    List.of(
                            new Challenge(
                                    Opened.challenge(HEX_ID)
                                            .of(Story.APPLICATION, "ı@xn--bcher-kva.example")
                                            .linkTtl(Duration.ofDays(31))
                                            .verifiedBefore(START.minusSeconds(9))
                                            .carrying("account", Map.of(), Map.of("k", "ü", "l", ""))
                                            .decoy()
                                            .test("k1.guess")
                                            .build(),
                                    Story.START,
                                    10,
                                    true),
                            new Challenge(
                                    Opened.challenge("not hex")
                                            .of(Story.APPLICATION, "ı@xn--bcher-kva.example")
                                            .purpose(Purpose.FORGOT_PASSWORD)
                                            .build(),
                                    0,
                                    0,
                                    false)),
                    List.of(new Superseded(HEX_ID, Story.START))),
            new Answers(List.of(
                    new Answer(
                            Fingerprint.of("a"),
                            Fingerprint.of("b"),
                            Fingerprint.of("c"),
                            Story.START,
                            Story.START + 1,
                            true,
                            new OtpVerified(
                                    Story.APPLICATION,
                                    "ı@xn--bcher-kva.example",
                                    Purpose.LOGIN,
                                    HEX_ID,
                                    "r",
                                    null,
                                    START,
                                    Method.LINK)),
                    new Answer(
                            Fingerprint.of("d"),
                            Fingerprint.of("e"),
                            Fingerprint.of("f"),
                            Story.START,
                            Story.START + 1,
                            false,
                            new OtpRefused(
                                    Story.APPLICATION,
                                    "ı@xn--bcher-kva.example",
                                    null,
                                    null,
                                    "locked",
                                    null,
                                    86_400L)))));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(StateCodec.decode(StateCodec.encode(FULL))).isEqualTo(FULL);
    }

    @Test
    void theEndIsReadWithoutTheRest() {
        byte[] stored = StateCodec.encode(FULL);

        assertThat(StateCodec.finishedAt(Arrays.copyOf(stored, 9))).isEqualTo(FULL.finishedAt());
    }

    @Test
    void theFirstVersionStaysReadable() {
        String written = "01000001a31db99a800461636d650f616461406578616d706c652e636f6d0780c0e285e368001401"
                + "80c0e285e36801210123456789abcdef0123456789abcdef56726571756573742d6f662d30313233"
                + "34353637383961626364656630313233343536373839616263646566011641414141414141414141"
                + "414141414141414141414141026b3106c0cf2400051480c0e285e3680100000000000080c0e285e3"
                + "6801010001ca978112ca1bbdcafac231b39a23dc4d3e23e8160039594a33894f6564e1b1342e7d2c"
                + "03a9507ae265ecf5b5356885a580c0e285e36882c0e285e3680202010101210123456789abcdef01"
                + "23456789abcdef0e636f64652d696e636f7272656374010400";

        assertThat(StateCodec.decode(HexFormat.of().parseHex(written))).isEqualTo(small());
    }

    @Test
    void theSecondVersionStaysReadable() {
        String written = "02000001a31db99a800461636d650f616461406578616d706c652e636f6d0780c0e285e368001401"
                + "80c0e285e36801210123456789abcdef0123456789abcdef56726571756573742d6f662d30313233"
                + "34353637383961626364656630313233343536373839616263646566011641414141414141414141"
                + "414141414141414141414141026b3106c0cf2400051480c0e285e3680100000000000080c0e285e3"
                + "680101000001ca978112ca1bbdcafac231b39a23dc4d3e23e8160039594a33894f6564e1b1342e7d"
                + "2c03a9507ae265ecf5b5356885a580c0e285e36882c0e285e3680202010101210123456789abcdef"
                + "0123456789abcdef0e636f64652d696e636f7272656374010400";

        assertThat(StateCodec.decode(HexFormat.of().parseHex(written))).isEqualTo(small());
        assertThat(HexFormat.of().formatHex(StateCodec.encode(small()))).isEqualTo(written);
    }

    @Test
    void aTypicalStateIsSmall() {
        assertThat(StateCodec.encode(small())).hasSizeLessThan(280);
    }

    @Test
    void anyDamageIsFoundOrHarmlessAndNeverAnotherKindOfException() {
        byte[] stored = StateCodec.encode(FULL);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(stored, random.nextInt(stored.length + 1));
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                StateCodec.decode(damaged);
            } catch (BrokenStateException | NewerStateException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageNotContaining("example");
            }
        }
    }

    @Test
    void aNewerVersionIsToldApartFromDamage() {
        byte[] stored = StateCodec.encode(FULL);
        stored[0] = 3;

        assertThatThrownBy(() -> StateCodec.decode(stored)).isInstanceOf(NewerStateException.class);
        stored[0] = 0;
        assertThatThrownBy(() -> StateCodec.decode(stored)).isInstanceOf(BrokenStateException.class);
    }

    private static SubjectState small() {
        Challenge challenge = new Challenge(Opened.challenge(HEX_ID).build(), Story.START, 1, false);
        return new SubjectState(
                Story.APPLICATION,
                Story.EMAIL,
                new Position(7, Story.START),
                0,
                new Budget(20, List.of(Story.START)),
                new Challenges(List.of(challenge), List.of()),
                new Answers(List.of(new Answer(
                        Fingerprint.of("a"),
                        Fingerprint.of("b"),
                        Fingerprint.of("c"),
                        Story.START,
                        Story.START + 1,
                        true,
                        new OtpRefused(
                                Story.APPLICATION, Story.EMAIL, Purpose.SIGNUP, HEX_ID, "code-incorrect", 4, null)))));
    }
}
