package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.TEST_ADDRESS;
import static dev.sixpost.issuer.decide.Given.TEST_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.Stage;
import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Addresses with a fixed code and no mail, until their end date. */
class TestAddressTest {
    private final Given given = new Given().settings(Given.WITH_TEST_ADDRESS);

    @Test
    void itsFixedCodeIsWhatTheVerifierWaitsForAndNoMailGoesOut() {
        Issued issued = (Issued) given.answer(given.ask("r1", TEST_ADDRESS));

        assertThat(issued.mails()).isFalse();
        assertThat(issued.challenge().terms().codeLength()).isEqualTo(TEST_CODE.length());
        assertThat(issued.challenge().testGuess())
                .isEqualTo(Derivation.guessOfCode(
                        Keys.parse(Stage.KEYS).current(), "acme", Purpose.LOGIN, TEST_ADDRESS, TEST_CODE));
    }

    @Test
    void pastItsEndDateItIsLikeAnyOther() {
        given.later(Duration.ofHours(1));

        Issued issued = (Issued) given.answer(given.ask("r1", TEST_ADDRESS));

        assertThat(issued.mails()).isTrue();
        assertThat(issued.challenge().testGuess()).isNull();
        assertThat(issued.challenge().terms().codeLength()).isEqualTo(6);
    }

    @Test
    void noMailIsCountedAndNeighboursAreNoTestAddresses() {
        assertThat(given.decide(given.ask("r1", TEST_ADDRESS)).mailed()).isEmpty();
        assertThat(((Issued) given.answer(given.ask("r2", "bot+1@acme.example"))).mails())
                .isTrue();
    }

    @Test
    void aCodeSealedForAnotherApplicationOpensNothing() {
        given.settings(Given.WITH_TEST_ADDRESS.replace("\"id\":\"acme\"", "\"id\":\"other\""));
        OtpRequested wanted = Given.request("other", Purpose.LOGIN, TEST_ADDRESS);

        assertThat(((Issued) given.answer(given.ask("r1", wanted, false))).mails())
                .isTrue();
    }
}
