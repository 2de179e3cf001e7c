package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import dev.sixpost.verifier.fold.Story;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I5, I15: commands that share an Idempotency-Key are one guess, and each is answered as itself. */
class OneKeyTest {
    private static final Entropy ENTROPY = Entropy.secure();
    private static final String IDEMPOTENCY = "cd".repeat(16);

    private final Keys keys =
            Keys.parse(Keys.fresh(ENTROPY) + "," + Keys.fresh(ENTROPY).replaceFirst("^[^:]+", "next"));
    private final Key next = keys.find("next").orElseThrow();
    private final Driven driven = new Driven(keys);
    private final ChallengeOpened opened = Opened.challenge("0123456789abcdef0123456789abcdef")
            .derived(Nonce.fresh(ENTROPY), keys.current().id())
            .build();
    private final String right = Derivation.code(
            keys.current(), Nonce.bytes(opened.nonce()), "acme", opened.purpose(), Story.EMAIL, opened.codeLength());
    private final String wrong = right.equals("000000") ? "000001" : "000000";

    @BeforeEach
    void open() {
        driven.write(opened);
    }

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void theFirstIsJudgedAndAnotherGuessIsRefusedEachUnderItsOwnIdentity() {
        driven.write("one", guess(keys.current(), wrong, IDEMPOTENCY));
        driven.write("two", guess(keys.current(), right, IDEMPOTENCY));
        driven.write("one", guess(keys.current(), wrong, IDEMPOTENCY));

        assertThat(driven.toldTo())
                .containsExactly("one: code-incorrect 4", "two: idempotency-mismatch", "one: code-incorrect 4");
        assertThat(driven.envelopes(Topic.RESULTS).stream().map(Envelope::id).distinct())
                .as("one event each, however often it is said")
                .hasSize(2);
        assertThat(driven.proofs()).isEmpty();
    }

    @Test
    void theSameDigitsByAnotherOfOurKeysGetTheAnswerAgain() {
        driven.write("one", guess(keys.current(), right, IDEMPOTENCY));
        driven.write("rotated", guess(next, right, IDEMPOTENCY));
        driven.write("other", guess(next, wrong, IDEMPOTENCY));

        assertThat(driven.toldTo())
                .containsExactly("one: verified", "rotated: verified", "other: idempotency-mismatch");
        assertThat(driven.proofs()).hasSize(1);
    }

    @Test
    void aMovedCommandIsStillForItsKey() {
        driven.write("one", guess(keys.current(), wrong, IDEMPOTENCY));
        driven.put(
                null,
                "{\"application\":\"acme\",\"email\":\"%s\",\"purpose\":\"signup\",\"code\":\"%s\",\"idempotency\":\"%s\"}"
                        .formatted(Story.EMAIL, right, IDEMPOTENCY));

        assertThat(driven.told()).containsExactly("code-incorrect 4", "idempotency-mismatch");
    }

    @Test
    void commandsOfBeforeTheMemberWereForTheIdentityTheyHave() {
        driven.write(IDEMPOTENCY, guess(keys.current(), wrong, null));
        driven.write("one", guess(keys.current(), wrong, IDEMPOTENCY));
        driven.write("two", guess(keys.current(), right, IDEMPOTENCY));

        assertThat(driven.told()).containsExactly("code-incorrect 4", "code-incorrect 4", "idempotency-mismatch");
    }

    private VerifyOtp guess(Key key, String digits, @Nullable String idempotency) {
        String guess = Derivation.guessOfCode(key, "acme", opened.purpose(), Story.EMAIL, digits);
        return new VerifyOtp(
                "acme", Story.EMAIL, opened.purpose(), guess, digits.length(), null, null, null, idempotency);
    }
}
