package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever asks again, in whatever order, learns nothing of an account that is not revealed. */
class HiddenAccountsTest {
    private static final String EMAIL = "ada@example.com";

    /** What an answer tells the requester, beside its random identity. */
    private record Told(Terms terms, Instant expiresAt, Instant resendAt, boolean again) {
        static Told by(Issued issued) {
            Challenge challenge = issued.challenge();
            return new Told(challenge.terms(), challenge.expiresAt(), issued.resendAt(), issued.isResend());
        }
    }

    /** Invariant I23. */
    @ParameterizedTest(name = "mode {0}: {1}")
    @CsvSource({
        "open,  sign-up signup,                          true",
        "known, sign-up signup,                          true",
        "open,  sign-up:u-1 signup:u-1,                  true",
        "known, sign-up sign-up,                         true",
        "known, sign-up sign-up:u-1,                     false",
        "open,  sign-up:u-1 sign-up,                     false",
        "open,  signup sign-up,                          false",
        "known, signup sign-up,                          false",
        "known, login sign-up login,                     true",
        "known, forgot_password sign-up forgot_password, true",
        "known, verify_email sign-up verify_email,       true",
        "open,  login login:u-1,                         false",
        "known, login login:u-1,                         false",
        "known, login:u-1 login,                         true",
        "open,  login:u-1 login:u-1,                     true",
        "known, signup signup:u-1,                       false"
    })
    void askingAgainTellsNothing(String mode, String asks, boolean again) {
        List<Told> ofUnknown = told(given(mode), asks);
        List<Told> ofUnverified = told(given(mode).account(EMAIL, "u-1", null), asks);
        List<Told> ofVerified = told(given(mode).account(EMAIL, "u-1", NOW.minusSeconds(60)), asks);

        assertThat(ofVerified).isEqualTo(ofUnknown);
        assertThat(ofUnverified).isEqualTo(ofUnknown);
        assertThat(ofUnknown.getLast().again()).isEqualTo(again);
    }

    @Test
    void aDecoyIsSentAgainWithTheMailItHadUntilTheAddressIsProven() {
        Given given = given("known");
        Issued first = issued(given, "login");
        issued(given, "sign-up");
        Issued second = issued(given, "login");
        given.account(EMAIL, "u-1", given.now());
        given.later(Duration.ofMinutes(1));
        Issued proven = issued(given, "login");

        assertThat(first.kind()).isEqualTo(MailKind.NO_ACCOUNT);
        assertThat(second.kind()).isEqualTo(MailKind.NO_ACCOUNT);
        assertThat(second.challenge().decoy()).isTrue();
        assertThat(proven.kind()).isEqualTo(MailKind.CODE);
        assertThat(proven.challenge().decoy()).isFalse();
    }

    @Test
    void aDecoyGivesWayToACodeOnceAccountsAreNotHiddenAnyMore() {
        Given given = given("known").account(EMAIL, "u-1", NOW);
        assertThat(issued(given, "signup").kind()).isEqualTo(MailKind.ALREADY_REGISTERED);
        assertThat(issued(given, "signup").kind()).isEqualTo(MailKind.ALREADY_REGISTERED);
        given.settings("{\"id\":\"acme\",\"name\":\"Acme\"}").later(Duration.ofMinutes(1));

        assertThat(issued(given, "signup").kind()).isEqualTo(MailKind.CODE);
    }

    private static List<Told> told(Given given, String asks) {
        List<Told> told = new ArrayList<>();
        for (String ask : asks.split(" ", -1)) {
            told.add(Told.by(issued(given, ask)));
        }
        return told;
    }

    /** Asks for a purpose, or signs up, naming an account after a colon; then a minute passes. */
    private static Issued issued(Given given, String words) {
        String[] said = words.split(":", -1);
        String id = words + given.now();
        String accountId = said.length > 1 ? said[1] : null;
        Ask ask = said[0].equals("sign-up")
                ? given.signup(id, new SignupRequested("acme", EMAIL, accountId, "Ada", null, null, null, null))
                : given.ask(id, wanted(Purpose.ofWire(said[0]).orElseThrow(), accountId), false);
        Issued issued = (Issued) given.answer(ask);
        given.later(Duration.ofMinutes(1));
        return issued;
    }

    private static OtpRequested wanted(Purpose purpose, @Nullable String accountId) {
        return new OtpRequested("acme", EMAIL, purpose, null, null, accountId, null, null, null, null);
    }

    private static Given given(String mode) {
        return new Given()
                .settings("{\"id\":\"acme\",\"name\":\"Acme\",\"accounts\":{\"mode\":\"" + mode
                        + "\",\"reveal\":false}}");
    }
}
