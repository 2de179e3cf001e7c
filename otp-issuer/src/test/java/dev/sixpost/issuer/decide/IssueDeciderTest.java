package dev.sixpost.issuer.decide;

import static dev.sixpost.issuer.decide.Given.ADA;
import static dev.sixpost.issuer.decide.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sixpost.issuer.decide.Answer.Issued;
import dev.sixpost.issuer.decide.Answer.Rejected;
import dev.sixpost.issuer.decide.Decision.Conflicting;
import dev.sixpost.issuer.decide.Decision.Decided;
import dev.sixpost.issuer.decide.Decision.Repeated;
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
        OtpRequested wanted = new OtpRequested(
                "acme",
                "ada@example.com",
                Purpose.LOGIN,
                null,
                null,
                "a".repeat(accountId),
                null,
                null,
                metadata,
                null);
        Given given = new Given();

        Answer answer = given.answer(given.ask("r1", wanted, false));

        assertThat(answer instanceof Rejected).isEqualTo(refused);
    }

    /** Default delays: 60 s, 60 s, 2 min, 5 min; a code lives for 10 min; less than 60 s are too few to send it again. */
    @Test
    void eachResendSendsTheSameCodeAndWaitsLonger() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));

        given.later(Duration.ofSeconds(60));
        Issued second = (Issued) given.answer(given.ask("r1"));
        given.later(Duration.ofSeconds(60));
        Issued third = (Issued) given.answer(given.ask("r2"));
        given.later(Duration.ofMinutes(2));
        Issued fourth = (Issued) given.answer(given.ask("r3"));
        given.later(Duration.ofMinutes(5));
        Issued fifth = (Issued) given.answer(given.ask("r4"));

        for (Issued resend : new Issued[] {second, third, fourth, fifth}) {
            assertThat(resend.kind()).isEqualTo(MailKind.RESEND);
            assertThat(resend.opensChallenge()).isFalse();
            assertThat(resend.challenge().id()).isEqualTo(first.challenge().id());
            assertThat(resend.challenge().nonce()).isEqualTo(first.challenge().nonce());
            assertThat(resend.challenge().expiresAt())
                    .isEqualTo(first.challenge().expiresAt());
        }
        assertThat(second.resendAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(third.resendAt()).isEqualTo(NOW.plusSeconds(120).plus(Duration.ofMinutes(2)));
        assertThat(fourth.resendAt()).isEqualTo(NOW.plusSeconds(240).plus(Duration.ofMinutes(5)));
        assertThat(fifth.challenge().standing().resends()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 60", "PT0.001S, 60", "PT1S, 59", "PT59S, 1", "PT59.999S, 1", "PT60S, 0"})
    void aResendBeforeItsTimeIsToldHowLongToWait(Duration after, long retryAfterSeconds) {
        Given given = new Given();
        given.answer(given.ask("r0"));
        given.later(after);

        Answer answer = given.answer(given.ask("r1"));

        if (retryAfterSeconds == 0) {
            assertThat(answer).isInstanceOf(Issued.class);
        } else {
            assertThat(answer)
                    .isEqualTo(new Rejected(answer.asked(), given.now(), "resend-cooldown", retryAfterSeconds));
        }
    }

    @Test
    void aRefusedResendCostsNothing() {
        Given given = new Given();
        given.answer(given.ask("r0"));
        given.later(Duration.ofSeconds(59));
        Decisions refused = given.decide(given.ask("r1"));
        given.later(Duration.ofSeconds(1));

        Issued resend = (Issued) given.answer(given.ask("r2"));

        assertThat(refused.changed()).isEmpty();
        assertThat(resend.challenge().standing().resends()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PT9M, same",
        "PT9M0.001S, fresh",
        "PT9M59.999S, fresh",
        "PT10M, fresh",
        "PT11M, fresh",
    })
    void withLessThanAMinuteLeftAFreshCodeReplacesIt(Duration after, String expected) {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.later(after);

        Decisions decisions = given.decide(given.ask("r1"));

        Issued second = (Issued) ((Decided) decisions.inOrder().getFirst()).answer();
        assertThat(second.challenge().id().equals(first.challenge().id())).isEqualTo(expected.equals("same"));
        if (expected.equals("fresh")) {
            Standing replaced = decisions.changed().getFirst().standing();
            boolean expired = after.compareTo(Duration.ofMinutes(10)) >= 0;
            assertThat(replaced.current()).isFalse();
            assertThat(replaced.finalState()).isEqualTo(expired ? null : FinalState.SUPERSEDED);
            assertThat(decisions.opened()).hasSize(1);
        }
    }

    @Test
    void usedUpAttemptsBringAFreshCodeOnceTheDelayIsOver() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        Standing exhausted = new Standing(0, first.resendAt(), 5, true, FinalState.EXHAUSTED, NOW.plusSeconds(10));
        given.challenge(first.challenge().with(exhausted));

        given.later(Duration.ofSeconds(20));
        assertThat(given.answer(given.ask("r1"))).isInstanceOf(Rejected.class);
        given.later(Duration.ofSeconds(40));
        Decisions decisions = given.decide(given.ask("r2"));

        assertThat(decisions.opened()).hasSize(1);
        Standing replaced = decisions.changed().getFirst().standing();
        assertThat(replaced.current()).isFalse();
        assertThat(replaced.finalState()).isEqualTo(FinalState.EXHAUSTED);
        assertThat(replaced.finalAt()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void attemptsThatAreUsedUpButNotYetFinalCountAsUsedUp() {
        Given given = new Given();
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.challenge(first.challenge().with(new Standing(0, first.resendAt(), 5, true, null, null)));
        given.later(Duration.ofMinutes(1));

        Issued second = (Issued) given.answer(given.ask("r1"));

        assertThat(second.challenge().id()).isNotEqualTo(first.challenge().id());
    }

    @Test
    void theNewCodePolicyReplacesTheCode() {
        Given given = new Given().login("{\"resend\":\"new-code\",\"resendAfter\":[\"PT10S\",\"PT99S\"]}");
        Issued first = (Issued) given.answer(given.ask("r0"));
        given.later(Duration.ofSeconds(10));

        Decisions decisions = given.decide(given.ask("r1"));

        Issued second = (Issued) ((Decided) decisions.inOrder().getFirst()).answer();
        assertThat(second.challenge().id()).isNotEqualTo(first.challenge().id());
        assertThat(second.kind()).isEqualTo(MailKind.CODE);
        assertThat(second.resendAt()).isEqualTo(given.now().plusSeconds(10));
        assertThat(decisions.changed().getFirst().standing().finalState()).isEqualTo(FinalState.SUPERSEDED);
    }

    @Test
    void whatOneRequestOfABatchChangesTheNextOneFinds() {
        Given given = new Given().login("{\"resend\":\"new-code\",\"resendAfter\":\"PT0S\"}");

        Decisions decisions = given.decide(given.ask("r0"), given.ask("r1"), given.ask("r2"));

        assertThat(decisions.changed()).isEmpty();
        assertThat(decisions.opened())
                .extracting(
                        Challenge::id,
                        c -> c.standing().current(),
                        c -> c.standing().finalState())
                .containsExactly(
                        tuple("challenge-of-r0", false, FinalState.SUPERSEDED),
                        tuple("challenge-of-r1", false, FinalState.SUPERSEDED),
                        tuple("challenge-of-r2", true, null));
        assertThat(decisions.inOrder())
                .allSatisfy(decision -> assertThat(((Issued) ((Decided) decision).answer()).opensChallenge())
                        .isTrue());
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

    @Test
    void theSameRecordAgainBringsEverythingAgainUntilItIsOnKafka() {
        Given given = new Given();
        Ask ask = given.ask("r0");
        Answer answer = given.answer(ask);
        given.later(Duration.ofHours(1));

        assertThat(given.decide(ask).inOrder()).containsExactly(new Repeated(ask, answer, true));
        Ask published = published(ask);
        assertThat(given.decide(published).inOrder()).containsExactly(new Repeated(published, answer, false));
    }

    @Test
    void theSameRequestInAnotherRecordBringsItsOutcomeOnly() {
        Given given = new Given();
        Answer answer = given.answer(given.ask("r0"));
        Ask twin = at(given.ask("r0"), new Position(3, 7));

        Decisions decisions = given.decide(twin);

        assertThat(decisions.inOrder()).containsExactly(new Repeated(twin, answer, false));
        assertThat(decisions.opened()).isEmpty();
        assertThat(decisions.changed()).isEmpty();
    }

    @Test
    void twinsInOneBatchAreOneRequest() {
        Given given = new Given();
        Ask first = given.ask("r0");
        Ask twin = at(first, new Position(0, 1));

        Decisions decisions = given.decide(first, twin);

        assertThat(decisions.opened()).hasSize(1);
        assertThat(decisions.inOrder().get(1)).isInstanceOf(Repeated.class);
        assertThat(((Repeated) decisions.inOrder().get(1)).everything()).isFalse();
    }

    @Test
    void anotherRequestUnderATakenIdentityIsAConflict() {
        Given given = new Given();
        given.answer(given.ask("r0"));
        Ask thief = given.ask("r0", "thief@example.com");

        Decisions decisions = given.decide(thief);

        assertThat(decisions.inOrder()).containsExactly(new Conflicting(thief));
        assertThat(decisions.opened()).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsHeldByTheFirstRequestForADay() {
        Given given = new Given();
        OtpRequested one = Given.wanted("ada@example.com", null, "key");
        OtpRequested other = Given.wanted("bob@example.com", null, "key");
        given.answer(given.ask("r0", one, false));

        assertThat(reason(given.answer(given.ask("r1", other, false)))).isEqualTo("idempotency-mismatch");
        given.later(Duration.ofHours(24).minusMillis(1));
        assertThat(reason(given.answer(given.ask("r2", other, false)))).isEqualTo("idempotency-mismatch");
        given.later(Duration.ofMillis(1));
        Decisions after = given.decide(given.ask("r3", other, false));
        assertThat(after.opened()).hasSize(1);
        assertThat(after.outlived()).containsExactly("r0");
    }

    @Test
    void twoHoldersInOneBatchAreToldApart() {
        Given given = new Given();

        Decisions decisions = given.decide(
                given.ask("r0", Given.wanted("ada@example.com", null, "key"), false),
                given.ask("r1", Given.wanted("bob@example.com", null, "key"), false));

        assertThat(decisions.opened()).hasSize(1);
        assertThat(reason(((Decided) decisions.inOrder().get(1)).answer())).isEqualTo("idempotency-mismatch");
    }

    @Test
    void aRefusedKeyIsNotHeldByWhoeverWasRefused() {
        Given given = new Given();
        given.answer(given.ask("r0", Given.wanted("ada@example.com", null, "key"), false));

        Answer refused = given.answer(given.ask("r1", Given.wanted("bob@example.com", null, "key"), false));

        assertThat(refused.asked().idempotency()).isNull();
    }

    @Test
    void theSameKeyAndBodyAfterADayIsANewOperation() {
        Given given = new Given();
        OtpRequested wanted = Given.wanted("ada@example.com", null, "key");
        given.answer(given.ask("r0", wanted, false));
        given.later(Duration.ofHours(24).minusMillis(1));
        assertThat(given.decide(given.ask("r0", wanted, false)).inOrder().getFirst())
                .isInstanceOf(Repeated.class);
        given.later(Duration.ofMillis(1));

        Decisions decisions = given.decide(at(given.ask("r0", wanted, false), new Position(1, 1)));

        assertThat(decisions.outlived()).containsExactly("r0");
        assertThat(decisions.opened()).hasSize(1);
    }

    @Test
    void anOldRecordReadAgainIsNeverANewOperation() {
        Given given = new Given();
        OtpRequested wanted = Given.wanted("ada@example.com", null, "key");
        Ask old = given.ask("r0", wanted, true);
        given.later(Duration.ofDays(2));
        given.answer(at(given.ask("r0", wanted, false), new Position(1, 1)));

        assertThat(given.decide(old).inOrder().getFirst()).isInstanceOf(Repeated.class);
    }

    @Test
    void aRequestWithoutAKeyIsTheSameForEver() {
        Given given = new Given();
        Ask ask = given.ask("r0");
        given.answer(ask);
        given.later(Duration.ofDays(7));

        assertThat(given.decide(at(given.ask("r0"), new Position(1, 1)))
                        .inOrder()
                        .getFirst())
                .isInstanceOf(Repeated.class);
    }

    @Test
    void anIdentityTakenFromAPositionMeansAnotherRecordOnceTheTopicIsNew() {
        Given given = new Given();
        Ask before = bare(given.ask("otp.requests-0-5"));
        given.answer(before);
        given.later(Duration.ofMinutes(2));
        Ask after = bare(given.ask("otp.requests-0-5"));

        assertThat(given.decide(before).inOrder().getFirst()).isInstanceOf(Repeated.class);
        assertThat(given.decide(after).inOrder().getFirst()).isInstanceOf(Decided.class);
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
    @CsvSource({"de, de", "pt-BR, pt-BR", ", fr", "../../etc/passwd, fr", "de_DE, fr", "'', fr", "x, fr"})
    void theLocaleIsTheRequestsOrTheApplications(String wanted, String expected) {
        Given given = new Given().settings("{\"id\":\"acme\",\"name\":\"Acme\",\"locale\":\"fr\"}");
        OtpRequested request =
                new OtpRequested("acme", "ada@example.com", Purpose.LOGIN, wanted, null, null, null, null, null, null);

        assertThat(((Issued) given.answer(given.ask("r0", request, false))).locale())
                .isEqualTo(expected);
    }

    @Test
    void aLiveChallengeKeepsThePolicyItWasOpenedUnder() {
        Given given = new Given();
        Challenge first = ((Issued) given.answer(given.ask("r0"))).challenge();
        given.login("{\"codeLength\":10,\"ttl\":\"PT1M\",\"maxAttempts\":1}");
        given.later(Duration.ofMinutes(1));

        Challenge resent = ((Issued) given.answer(given.ask("r1"))).challenge();

        assertThat(resent.terms()).isEqualTo(first.terms());
    }

    private static OtpRequested request(String application, Purpose purpose, String email) {
        return new OtpRequested(application, email, purpose, null, null, null, null, null, null, null);
    }

    private static String reason(Answer answer) {
        return ((Rejected) answer).reason();
    }

    private static Ask published(Ask ask) {
        return Ask.of(
                ask.position(),
                ask.askedAt(),
                ask.requestId(),
                ask.ownId(),
                ask.wanted(),
                true,
                "other",
                "other",
                null);
    }

    private static Ask at(Ask ask, Position position) {
        return Ask.of(
                position, ask.askedAt(), ask.requestId(), ask.ownId(), ask.wanted(), false, "other", "other", null);
    }

    private static Ask bare(Ask ask) {
        return Ask.of(
                ask.position(),
                ask.askedAt(),
                ask.requestId(),
                false,
                ask.wanted(),
                false,
                ask.freshId() + ask.askedAt(),
                ask.freshNonce(),
                null);
    }
}
