package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.ADA;
import static dev.sixpost.issuer.decide.Given.NOW;
import static dev.sixpost.issuer.decide.Given.reason;
import static dev.sixpost.issuer.decide.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueDeciderTest {
    @Test
    void theFirstRequestOpensAChallengeUnderThePolicyOfTheMoment() {
        Given given =
                new Given().login("{\"codeLength\":8,\"ttl\":\"PT5M\",\"maxAttempts\":3,\"resendAfter\":\"PT30S\"}");

        Issued issued = (Issued) given.answer(given.ask("r1"));

        Challenge opened = issued.challenge();
        assertThat(opened.terms()).isEqualTo(new Terms(8, Duration.ofMinutes(5), null, 3, 20));
        assertThat(opened.slot()).isEqualTo(ADA);
        assertThat(opened.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(opened.requestedAt()).isEqualTo(NOW);
        assertThat(opened.keyId()).isEqualTo("k1");
        assertThat(opened.nonce()).isEqualTo("nonce-of-r1");
        assertThat(issued.resendAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(issued.kind()).isEqualTo(MailKind.CODE);
        assertThat(issued.opensChallenge()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, acme, true, true, PT0S, ",
        "ada@example.com, acme, true, true, PT10M, ",
        "ada@example.com, acme, true, true, PT10M0.001S, stale",
        "not an address, acme, true, true, PT0S, invalid-request",
        "ada@example.com, nobody, true, true, PT0S, unknown-application",
        "ada@example.com, acme, false, true, PT0S, application-disabled",
        "ada@example.com, acme, true, false, PT0S, purpose-disabled",
        "ada@example.com, acme, false, false, PT0S, application-disabled",
        "not an address, nobody, false, false, PT11M, invalid-request",
        "ada@example.com, nobody, true, true, PT11M, stale",
    })
    void theFirstRuleThatIsBrokenNamesTheReason(
            String email, String application, boolean enabled, boolean purposeEnabled, Duration age, String reason) {
        Given given = new Given()
                .settings("{\"id\":\"acme\",\"name\":\"Acme\",\"enabled\":" + enabled
                        + ",\"purposes\":{\"login\":{\"enabled\":" + purposeEnabled + "}}}");
        OtpRequested wanted =
                new OtpRequested(application, email, Purpose.LOGIN, null, null, null, null, null, null, null);
        Ask ask = given.ask("r1", wanted, false);
        given.later(age);

        Answer answer = given.answer(ask);

        assertThat(answer instanceof Rejected rejected ? rejected.reason() : null)
                .isEqualTo(reason);
        assertThat(given.challengeCount()).isEqualTo(reason == null ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"128, 16, 256, false", "129, 1, 1, true", "1, 17, 1, true", "1, 1, 257, true"})
    void accountIdAndMetadataHaveBounds(int accountId, int entries, int text, boolean refused) {
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            metadata.put("key-" + i, "v".repeat(text));
        }
        Given given = new Given();

        Answer answer = given.answer(given.ask("r1", saying("a".repeat(accountId), metadata), false));

        assertThat(answer instanceof Rejected).isEqualTo(refused);
    }

    /** As JSON Schema counts them, and the gateway. */
    @Test
    void aCharacterOfTwoHalvesCountsOnce() {
        String wide = "\uD83D\uDC69";
        OtpRequested wanted = saying(wide.repeat(128), Map.of(wide.repeat(256), wide.repeat(256)));
        Given given = new Given();

        assertThat(given.answer(given.ask("r1", wanted, false))).isInstanceOf(Answer.Issued.class);
    }

    private static OtpRequested saying(String accountId, Map<String, String> metadata) {
        return new OtpRequested(
                "acme", "ada@example.com", Purpose.LOGIN, null, null, accountId, null, null, metadata, null);
    }

    @Test
    void otherPurposesApplicationsAndAddressesHaveChallengesOfTheirOwn() {
        Given given = new Given().settings("{\"id\":\"other\",\"name\":\"Other\"}");
        Ask[] asks = {
            given.ask("r0"),
            given.ask("r1", "bob@example.com"),
            given.ask("r2", request("acme", Purpose.SIGNUP, "ada@example.com"), false),
            given.ask("r3", request("other", Purpose.LOGIN, "ada@example.com"), false),
        };

        assertThat(given.decide(asks).opened()).hasSize(4);
    }

    @Test
    void anAddressIsOneInWhateverCaseItIsTyped() {
        Given given = new Given();
        given.answer(given.ask("r0", "ada@example.com"));

        assertThat(given.answer(given.ask("r1", "ADA@EXAMPLE.COM"))).isInstanceOf(Rejected.class);
        given.later(Duration.ofSeconds(60));
        assertThat(((Issued) given.answer(given.ask("r2", "Ada@Example.com"))).recipient())
                .isEqualTo("Ada@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "code, code, CODE, false",
        "link, code, CODE, true",
        "code, link, LINK, true",
        "link, link, LINK, true",
        "link, , LINK, true",
        "code, , CODE, false",
    })
    void aLinkIsThereWhereItIsWanted(String policy, String wanted, String delivered, boolean anyLink) {
        Given given = new Given().login("{\"delivery\":\"" + policy + "\",\"linkTtl\":\"PT1H\"}");
        DeliveryForm form = wanted == null ? null : DeliveryForm.ofWire(wanted).orElseThrow();

        Issued issued = (Issued) given.answer(given.ask("r0", Given.wanted("ada@example.com", form, null), false));

        assertThat(issued.delivery()).isEqualTo(DeliveryForm.valueOf(delivered));
        boolean link = delivered.equals("LINK");
        assertThat(issued.challenge().terms().linkTtl()).isEqualTo(link ? Duration.ofHours(1) : null);
        assertThat(issued.challenge().linkExpiresAt()).isEqualTo(link ? NOW.plus(Duration.ofHours(1)) : null);
        assertThat(issued.challenge().endsAt())
                .isEqualTo(link ? NOW.plus(Duration.ofHours(1)) : NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aResendCannotAddALinkToAChallengeThatHasNone() {
        Given given = new Given();
        given.answer(given.ask("r0"));
        given.later(Duration.ofMinutes(1));

        Issued resend =
                (Issued) given.answer(given.ask("r1", Given.wanted("ada@example.com", DeliveryForm.LINK, null), false));

        assertThat(resend.kind()).isEqualTo(MailKind.RESEND);
        assertThat(resend.delivery()).isEqualTo(DeliveryForm.CODE);
    }

    @Test
    void aChallengeKnowsWhatIsKnownOfTheAddress() {
        Instant first = Instant.parse("2025-01-01T00:00:00Z");
        Given given = new Given().account("ada@example.com", "account-1", first);

        Challenge challenge = ((Issued) given.answer(given.ask("r0"))).challenge();

        assertThat(challenge.firstVerifiedAt()).isEqualTo(first);
        assertThat(challenge.accountId()).isEqualTo("account-1");
    }

    @Test
    void theRequestsAccountIdComesBeforeTheAccounts() {
        Given given = new Given().account("ada@example.com", "account-1", NOW);
        OtpRequested wanted = new OtpRequested(
                "acme", "ada@example.com", Purpose.LOGIN, null, null, "own", null, null, Map.of("a", "b"), null);

        Challenge challenge = ((Issued) given.answer(given.ask("r0", wanted, false))).challenge();

        assertThat(challenge.accountId()).isEqualTo("own");
        assertThat(challenge.metadata()).isEqualTo(Collections.singletonMap("a", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "de, de",
        "pt-BR, pt-BR",
        "de-DE-u-fw-mon-mu-celsius, de-DE-u-fw-mon-mu-celsius",
        "de-abcdefgh-abcdefgh-abcdefgh-abcdef, fr",
        ", fr",
        "../../etc/passwd, fr",
        "de_DE, fr",
        "'', fr",
        "x, fr"
    })
    void theLocaleIsTheRequestsOrTheApplications(String wanted, String expected) {
        Given given = new Given().settings("{\"id\":\"acme\",\"name\":\"Acme\",\"locale\":\"fr\"}");
        OtpRequested request =
                new OtpRequested("acme", "ada@example.com", Purpose.LOGIN, wanted, null, null, null, null, null, null);

        assertThat(((Issued) given.answer(given.ask("r0", request, false))).locale())
                .isEqualTo(expected);
    }
}
