package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SignupRequested;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts × purposes × modes × reveal, and what sign-ups say. */
class AccountsTest {
    private static final String EMAIL = "ada@example.com";

    @ParameterizedTest(name = "{0} account, {1}, mode {2}, reveal {3}: {4}")
    @CsvSource({
        "no,         signup,          open,  false, CODE",
        "no,         login,           open,  true,  CODE",
        "unverified, signup,          open,  true,  CODE",
        "verified,   signup,          open,  true,  CODE",
        "verified,   login,           open,  false, CODE",
        "no,         signup,          known, false, CODE",
        "no,         signup,          known, true,  CODE",
        "no,         login,           known, false, NO_ACCOUNT",
        "no,         login,           known, true,  unknown-account",
        "no,         forgot_password, known, false, NO_ACCOUNT",
        "no,         forgot_password, known, true,  unknown-account",
        "no,         verify_email,    known, false, NO_ACCOUNT",
        "no,         verify_email,    known, true,  unknown-account",
        "unverified, signup,          known, false, CODE",
        "unverified, signup,          known, true,  CODE",
        "unverified, login,           known, false, CODE",
        "unverified, verify_email,    known, true,  CODE",
        "verified,   signup,          known, false, ALREADY_REGISTERED",
        "verified,   signup,          known, true,  already-registered",
        "verified,   login,           known, false, CODE",
        "verified,   forgot_password, known, true,  CODE"
    })
    void whoGetsACodeAndWhoIsTold(String account, String purpose, String mode, boolean reveal, String outcome) {
        Given given = given(mode, reveal);
        if (!account.equals("no")) {
            given.account(EMAIL, "u-1", account.equals("verified") ? NOW.minusSeconds(60) : null);
        }

        Answer answer = given.answer(given.ask("r", wanted(purpose), false));

        if (answer instanceof Issued issued) {
            assertThat(issued.kind().name()).isEqualTo(outcome);
            assertThat(issued.challenge().decoy()).isEqualTo(issued.kind() != MailKind.CODE);
        } else {
            assertThat(((Rejected) answer).reason()).isEqualTo(outcome);
        }
    }

    /** Invariant I23: what the requester sees is the same but for the random identity. */
    @Test
    void aDecoyWaitsIsSentAgainAndIsLimitedLikeAnyOther() {
        Given given = given("known", false).account("known@example.com", null, NOW);
        for (String id : new String[] {"1", "2", "3"}) {
            Answer known = given.answer(given.ask("known-" + id, "known@example.com"));
            Answer decoy = given.answer(given.ask("decoy-" + id, "nobody@example.com"));
            assertThat(decoy).isInstanceOf(known.getClass());
            if (known instanceof Issued seen && decoy instanceof Issued other) {
                assertThat(other.isResend()).isEqualTo(seen.isResend());
                assertThat(other.resendAt()).isEqualTo(seen.resendAt());
                assertThat(other.challenge().terms()).isEqualTo(seen.challenge().terms());
                assertThat(other.challenge().expiresAt())
                        .isEqualTo(seen.challenge().expiresAt());
                assertThat(other.kind()).isEqualTo(MailKind.NO_ACCOUNT);
            } else {
                assertThat(((Rejected) decoy).retryAfterSeconds()).isEqualTo(((Rejected) known).retryAfterSeconds());
            }
            given.later(Duration.ofSeconds(45));
        }
    }

    /** Invariant I23, where a link is wanted: only the mail, which the requester does not see, goes without one. */
    @Test
    void aDecoyHasTheTermsOfALinkToo() {
        Given given = given("known", false).account("known@example.com", null, NOW);

        Issued known = (Issued)
                given.answer(given.ask("r1", Given.wanted("known@example.com", DeliveryForm.LINK, null), false));
        Issued decoy = (Issued)
                given.answer(given.ask("r2", Given.wanted("nobody@example.com", DeliveryForm.LINK, null), false));

        assertThat(decoy.challenge().decoy()).isTrue();
        assertThat(decoy.challenge().terms()).isEqualTo(known.challenge().terms());
        assertThat(decoy.challenge().linkExpiresAt())
                .isNotNull()
                .isEqualTo(known.challenge().linkExpiresAt());
        assertThat(known.delivery()).isEqualTo(DeliveryForm.LINK);
        assertThat(decoy.delivery()).isEqualTo(DeliveryForm.CODE);
    }

    /** Whoever was first would otherwise be told of the proof of the one who came after. */
    @Test
    void whoNamesAnotherAccountIsSentACodeForThatOne() {
        Given given = given("open", false);
        Issued first = (Issued) given.answer(given.ask("r1", login("u-1"), false));
        given.later(Duration.ofSeconds(60));
        Issued same = (Issued) given.answer(given.ask("r2", login("u-1"), false));
        given.later(Duration.ofSeconds(60));
        Issued unnamed = (Issued) given.answer(given.ask("r3", login(null), false));
        given.later(Duration.ofMinutes(2));
        Issued other = (Issued) given.answer(given.ask("r4", login("u-2"), false));

        assertThat(same.challenge().id()).isEqualTo(first.challenge().id());
        assertThat(unnamed.challenge().id()).isEqualTo(first.challenge().id());
        assertThat(other.challenge().id()).isNotEqualTo(first.challenge().id());
        assertThat(other.challenge().accountId()).isEqualTo("u-2");
    }

    private static OtpRequested login(@Nullable String accountId) {
        return new OtpRequested("acme", EMAIL, Purpose.LOGIN, null, null, accountId, null, null, null, null);
    }

    @Test
    void aSignupMakesTheAddressKnownAndItsCodeCarriesWhatItSaid() {
        Given given = given("known", true);
        assertThat(Given.reason(given.answer(given.ask("r1", EMAIL)))).isEqualTo("unknown-account");

        Decisions decisions = given.decide(given.signup("s1", signup("u-7", "Ada", Map.of("mobile", "+44 1"))));
        Issued issued = (Issued) ((Decided) decisions.inOrder().getFirst()).answer();

        assertThat(issued.asked().slot().purpose()).isEqualTo(Purpose.SIGNUP);
        assertThat(issued.challenge().accountId()).isEqualTo("u-7");
        assertThat(issued.challenge().attributes()).isEqualTo(Map.of("mobile", "+44 1", "name", "Ada"));
        assertThat(issued.locale()).isEqualTo("de");
        assertThat(decisions.signups()).hasSize(1);
        Issued login = (Issued) given.answer(given.ask("r2", EMAIL));
        assertThat(login.challenge().accountId()).isEqualTo("u-7");
        assertThat(login.locale()).isEqualTo("de");
    }

    @Test
    void anotherSignupIsConfirmedByACodeOfItsOwnAndTheSameOneByTheSame() {
        Given given = given("open", false);
        Issued first = (Issued) given.answer(given.signup("s1", signup("u-1", "Ada", null)));
        given.later(Duration.ofSeconds(60));
        Issued same = (Issued) given.answer(given.signup("s2", signup("u-1", "Ada", null)));
        given.later(Duration.ofSeconds(60));
        Issued other = (Issued) given.answer(given.signup("s3", signup("u-2", "Eve", null)));

        assertThat(same.challenge().id()).isEqualTo(first.challenge().id());
        assertThat(other.challenge().id()).isNotEqualTo(first.challenge().id());
        assertThat(other.challenge().accountId()).isEqualTo("u-2");
    }

    /** Anybody may have signed the address up before. */
    @Test
    void aSignupThatNamesNoAccountIsConfirmedForNobodyElses() {
        Given given = given("open", false);
        given.answer(given.signup("s1", signup("u-evil", null, null)));
        given.later(Duration.ofSeconds(60));
        Issued own = (Issued) given.answer(given.signup("s2", signup(null, "Vic", null)));
        given.account(EMAIL, "u-proven", given.now()).later(Duration.ofSeconds(60));
        Issued later = (Issued) given.answer(given.signup("s3", signup(null, "Victor", null)));

        assertThat(own.challenge().accountId()).isNull();
        assertThat(own.challenge().attributes()).isEqualTo(Map.of("name", "Vic"));
        assertThat(later.challenge().accountId()).isEqualTo("u-proven");
    }

    @Test
    void aKeyOfASignupBelongsToTheOneThatCameFirst() {
        Given given = given("open", false);
        SignupRequested first = new SignupRequested("acme", EMAIL, null, "Ada", null, null, null, "key");
        SignupRequested other = new SignupRequested("acme", EMAIL, null, "Eve", null, null, null, "key");

        assertThat(given.answer(given.signup("s1", first))).isInstanceOf(Issued.class);
        assertThat(Given.reason(given.answer(given.signup("s2", other)))).isEqualTo("idempotency-mismatch");
    }

    @Test
    void whoAsksForTheCodeOfASignupAgainGetsTheSame() {
        Given given = given("open", false);
        Issued first = (Issued) given.answer(given.signup("s1", signup("u-1", "Ada", null)));
        given.later(Duration.ofSeconds(60));

        Issued again = (Issued) given.answer(given.ask("r1", wanted("signup"), false));

        assertThat(again.isResend()).isTrue();
        assertThat(again.challenge().id()).isEqualTo(first.challenge().id());
    }

    @Test
    void aSignupWhosePurposeIsOffNamesTheAccountAndMailsNothing() {
        Given given = new Given();
        given.settings("{\"id\":\"acme\",\"name\":\"Acme\",\"purposes\":{\"signup\":{\"enabled\":false}}}");

        Decisions decisions = given.decide(given.signup("s1", signup("u-1", null, null)));

        assertThat(Given.reason(((Decided) decisions.inOrder().getFirst()).answer()))
                .isEqualTo("purpose-disabled");
        assertThat(decisions.signups()).hasSize(1);
    }

    @Test
    void aSignupOfAVerifiedAddressIsSuspectAndChangesNothingOfTheAccount() {
        Given given = given("open", false).account(EMAIL, "u-1", NOW.minusSeconds(1));

        Decisions decisions = given.decide(given.signup("s1", signup("u-2", "Eve", null)));

        assertThat(((Decided) decisions.inOrder().getFirst()).suspected()).isTrue();
        assertThat(decisions.signups()).isEmpty();
    }

    @Test
    void whatASignupMayNotSayIsInvalid() {
        Given given = new Given();

        assertThat(Given.reason(given.answer(given.signup("s1", signup("u".repeat(129), null, null)))))
                .isEqualTo("invalid-request");
        assertThat(Given.reason(given.answer(given.signup("s2", signup(null, "n".repeat(257), null)))))
                .isEqualTo("invalid-request");
        assertThat(Given.reason(given.answer(given.signup("s3", signup(null, null, Map.of("k", "v".repeat(257)))))))
                .isEqualTo("invalid-request");
    }

    private static Given given(String mode, boolean reveal) {
        return new Given()
                .settings("{\"id\":\"acme\",\"name\":\"Acme\",\"accounts\":{\"mode\":\"" + mode + "\",\"reveal\":"
                        + reveal + "}}");
    }

    private static OtpRequested wanted(String purpose) {
        return Given.request("acme", Purpose.ofWire(purpose).orElseThrow(), EMAIL);
    }

    private static SignupRequested signup(
            @Nullable String accountId, @Nullable String name, @Nullable Map<String, String> attributes) {
        return new SignupRequested("acme", EMAIL, accountId, name, "de", attributes, null, null);
    }
}
