package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerServiceIT {
    private Stage stage;
    private IssuerService issuer;

    @BeforeAll
    void open() {
        stage = Stage.open();
        stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
        issuer = stage.issuer("one");
    }

    @AfterAll
    void close() {
        issuer.close();
        stage.close();
    }

    @Test
    void aRequestBecomesAChallengeAnOutcomeAndAMail() {
        stage.ask("r-first", "acme", "Ada@Example.com");

        OtpIssued issued =
                stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-first"));
        EmailRequested mail =
                stage.witness().await(EmailRequested.class, e -> e.requestId().equals("r-first"));
        ChallengeOpened opened =
                stage.witness().await(ChallengeOpened.class, e -> e.requestId().equals("r-first"));

        assertThat(issued.email()).isEqualTo("ada@example.com");
        assertThat(issued.resend()).isFalse();
        assertThat(mail.recipient()).isEqualTo("Ada@example.com");
        assertThat(mail.kind()).isEqualTo(MailKind.CODE);
        assertThat(mail.nonce()).isEqualTo(opened.nonce());
        assertThat(opened.challengeId()).isEqualTo(issued.challengeId()).isEqualTo(mail.challengeId());
        assertThat(opened.verifiedBefore()).isFalse();
    }

    /** One after the other, so that each is a transaction of its own. */
    @Test
    void mailsOfOneTransactionAfterTheOtherAreForDifferentWorkers() {
        for (int i = 0; i < Topic.PARTITIONS; i++) {
            String id = "r-spread-" + i;
            stage.ask(id, "acme", "spread-" + i + "@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals(id));
        }
        stage.witness().await(EmailRequested.class, e -> e.requestId().equals("r-spread-" + (Topic.PARTITIONS - 1)));

        assertThat(stage.witness().partitionsUsed(Topic.EMAILS)).hasSize(Topic.PARTITIONS);
    }

    @Test
    void askingForTheTimeLeavesNothingToBeRead() {
        stage.ask("r-time", "acme", "time@example.com");
        stage.witness().await(EmailRequested.class, e -> e.requestId().equals("r-time"));

        assertThat(stage.witness().emptyRecords()).isEmpty();
    }

    @Test
    void aBareRecordFromAConsoleProducerIsARequest() {
        stage.raw(
                Topic.REQUESTS,
                3,
                "{\"application\":\"acme\",\"email\":\"bare@example.com\"}".getBytes(StandardCharsets.UTF_8));

        OtpIssued issued = stage.witness().await(OtpIssued.class, e -> e.email().equals("bare@example.com"));

        assertThat(issued.purpose()).isEqualTo(Purpose.VERIFY_EMAIL);
        assertThat(issued.requestId()).startsWith("otp.requests-3-");
    }

    @Test
    void askingAgainTooSoonIsAnsweredWithTheTimeToWait() {
        stage.ask("r-soon-1", "acme", "soon@example.com");
        stage.ask("r-soon-2", "acme", "soon@example.com");

        OtpRejected rejected =
                stage.witness().await(OtpRejected.class, e -> e.requestId().equals("r-soon-2"));

        assertThat(rejected.reason()).isEqualTo("resend-cooldown");
        assertThat(rejected.retryAfterSeconds()).isBetween(55L, 60L);
        assertThat(stage.witness().all(EmailRequested.class, e -> e.email().equals("soon@example.com")))
                .hasSize(1);
    }

    @Test
    void aRecordThatIsThereTwiceSendsOneMail() {
        stage.ask("r-twice", "acme", "twice@example.com");
        stage.ask("r-twice", "acme", "twice@example.com");
        stage.ask("r-twice-end", "acme", "twice-end@example.com");

        stage.witness().awaitEnvelopes(OtpIssued.class, e -> e.requestId().equals("r-twice"), 1);
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-twice-end"));

        assertThat(stage.witness().all(EmailRequested.class, e -> e.requestId().equals("r-twice")))
                .hasSize(1);
        assertThat(stage.witness().all(OtpIssued.class, e -> e.requestId().equals("r-twice")))
                .extracting(envelope -> envelope.id())
                .containsOnly(stage.witness()
                        .all(OtpIssued.class, e -> e.requestId().equals("r-twice"))
                        .getFirst()
                        .id());
    }

    @Test
    void anUnknownApplicationIsSaidToBeUnknown() {
        stage.ask("r-nobody", "nobody", "ada@example.com");

        OtpRejected rejected =
                stage.witness().await(OtpRejected.class, e -> e.requestId().equals("r-nobody"));

        assertThat(rejected.reason()).isEqualTo("unknown-application");
    }

    @Test
    void settingsWrittenJustBeforeTheRequestAreKnownToIt() {
        for (int i = 0; i < 10; i++) {
            String application = "fresh-" + i;
            stage.application("{\"id\":\"" + application + "\",\"name\":\"Fresh\"}");
            stage.ask("r-" + application, application, "ada@example.com");
        }
        for (int i = 0; i < 10; i++) {
            String requestId = "r-fresh-" + i;
            assertThat(stage.witness().await(OtpIssued.class, e -> e.requestId().equals(requestId)))
                    .isNotNull();
        }
    }

    @Test
    void aProofEndsTheCooldownAndIsRememberedWithTheNextChallenge() {
        stage.ask("r-proof-1", "acme", "proof@example.com");
        OtpIssued first =
                stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-proof-1"));
        Instant verifiedAt = Instant.parse("2026-01-02T03:04:05.678Z");
        OtpVerified verified = new OtpVerified(
                "acme",
                "proof@example.com",
                Purpose.LOGIN,
                first.challengeId(),
                "r-proof-1",
                "account-7",
                verifiedAt,
                Method.CODE);
        stage.publish(Topic.RESULTS, "any", "v-1", verified);
        stage.publish(Topic.RESULTS, "any", "v-1", verified);
        Poll.until(() -> stage.query("select count(*) from account where email = 'proof@example.com'")
                .equals("1"));

        stage.ask("r-proof-2", "acme", "proof@example.com");
        ChallengeOpened second =
                stage.witness().await(ChallengeOpened.class, e -> e.requestId().equals("r-proof-2"));

        assertThat(second.verifiedBefore()).isTrue();
        assertThat(second.firstVerifiedAt()).isEqualTo(verifiedAt);
        assertThat(second.accountId()).isEqualTo("account-7");
        assertThat(stage.query("select final_state from challenge where challenge_id = '" + first.challengeId() + "'"))
                .isEqualTo("verified");
    }

    @Test
    void aForgedVerdictProvesNothing() {
        stage.ask("r-forged", "acme", "forged@example.com");
        OtpIssued issued =
                stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-forged"));
        stage.publish(
                Topic.RESULTS,
                "any",
                "v-forged",
                new OtpVerified(
                        "acme",
                        "victim@example.com",
                        Purpose.LOGIN,
                        issued.challengeId(),
                        "r-forged",
                        null,
                        Instant.EPOCH,
                        Method.CODE));
        stage.ask("r-forged-end", "acme", "forged-end@example.com");
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-forged-end"));

        assertThat(stage.query("select count(*) from account where email = 'victim@example.com'"))
                .isEqualTo("0");
    }

    @Test
    void anIdempotencyKeyBelongsToTheRequestThatCameFirst() {
        stage.ask("r-idem-1", idempotent("idem-1@example.com"));
        stage.ask("r-idem-2", idempotent("idem-2@example.com"));
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-idem-1"));

        OtpRejected rejected =
                stage.witness().await(OtpRejected.class, e -> e.requestId().equals("r-idem-2"));

        assertThat(rejected.reason()).isEqualTo("idempotency-mismatch");
    }

    /** Row H-91. */
    @Test
    void theSameRequestUnderItsKeyADayLaterIsANewOneWithACodeOfItsOwn() {
        OtpRequested wanted = idempotent("daily@example.com", "e");
        stage.ask("r-daily", wanted);
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-daily"));
        stage.execute("update request set asked_at = asked_at - interval '25 hours',"
                + " decided_at = decided_at - interval '25 hours' where request_id = 'r-daily'");
        stage.execute("update challenge set requested_at = requested_at - interval '25 hours',"
                + " expires_at = expires_at - interval '25 hours', ends_at = ends_at - interval '25 hours',"
                + " resend_at = resend_at - interval '25 hours' where email = 'daily@example.com'");

        stage.ask("r-daily", wanted);

        List<Envelope<OtpIssued>> issued = stage.witness()
                .awaitEnvelopes(OtpIssued.class, e -> e.requestId().equals("r-daily"), 2);
        assertThat(issued).extracting(Envelope::id).doesNotHaveDuplicates();
        assertThat(issued).extracting(e -> e.event().challengeId()).doesNotHaveDuplicates();
        assertThat(stage.witness().all(EmailRequested.class, e -> e.requestId().equals("r-daily")))
                .hasSize(2);
    }

    private static OtpRequested idempotent(String email) {
        return idempotent(email, "d");
    }

    private static OtpRequested idempotent(String email, String key) {
        return new OtpRequested("acme", email, Purpose.LOGIN, null, null, null, null, null, null, key.repeat(32));
    }
}
