package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.codec.NewerStateException;
import dev.sixpost.verifier.fold.Opened;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 7: a state of a newer version is waited for, a damaged one is buried, and both can be erased. */
class StrangeStateTest {
    private static final String EMAIL = "ada@example.com";
    private static final int NEWER = 3;
    private static final int NONE = 0;
    private static final Entropy ENTROPY = Entropy.secure();

    private final Keys keys = Keys.parse(Keys.fresh(ENTROPY));
    private final Driven driven = new Driven(keys);
    private final ChallengeOpened opened = Opened.challenge("0123456789abcdef0123456789abcdef")
            .derived(Nonce.fresh(ENTROPY), keys.current().id())
            .build();

    @BeforeEach
    void open() {
        driven.write(opened);
    }

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void whatANewerVersionKeepsIsLeftToItAndBuriesNoCommand() {
        writtenByVersion(NEWER);

        assertThatThrownBy(() -> driven.write("c", guess())).hasRootCauseInstanceOf(NewerStateException.class);
        assertThat(driven.deadLetters()).isEmpty();
        assertThat(driven.verdicts()).isEmpty();
        assertThat(driven.stored()).isEqualTo(1);
    }

    @Test
    void whatNoVersionReadsBuriesTheCommand() {
        writtenByVersion(NONE);
        driven.write("c", guess());

        assertThat(driven.deadLetters())
                .singleElement()
                .extracting(letter ->
                        new String(letter.headers().lastHeader("dlq.reason").value(), StandardCharsets.UTF_8))
                .isEqualTo("unreadable-state");
    }

    @ParameterizedTest
    @ValueSource(ints = {NEWER, NONE})
    void anAddressIsErasedWhoeverWroteItsState(int version) {
        writtenByVersion(version);
        driven.write("e", new AddressErased("acme", EMAIL), EMAIL);

        assertThat(driven.stored()).isZero();
        assertThat(driven.tombstones(Topic.EMAIL_VERIFIED)).containsExactly(Subject.of("acme", EMAIL));
        assertThat(driven.deadLetters()).isEmpty();
    }

    private void writtenByVersion(int version) {
        driven.tamper(stored -> {
            byte[] changed = stored.clone();
            changed[0] = (byte) version;
            return changed;
        });
    }

    private VerifyOtp guess() {
        return new VerifyOtp("acme", EMAIL, opened.purpose(), null, null, null, "042137", null, null);
    }
}
