package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.ops.Answer;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.kit.ops.Question;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.SessionRevoked;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sign-ups over Kafka, and what operators ask of accounts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {
    private Stage stage;
    private IssuerService issuer;
    private Metrics metrics;
    private OpsRoutes routes;

    @BeforeAll
    void open() {
        stage = Stage.open();
        stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
        issuer = stage.issuer("one");
        Poll.until(() -> issuer.health().readyTroubles().isEmpty());
        metrics = Metrics.start();
        routes = new OpsRoutes(new Health(), metrics, issuer.opsRoutes());
    }

    @AfterAll
    void close() {
        metrics.close();
        issuer.close();
        stage.close();
    }

    @Test
    void aSignupIsAnsweredWithACodeThatCarriesWhatItSaidAndReadAgainChangesNothing() {
        SignupRequested signup = new SignupRequested(
                "acme", "Sue@example.com", "u-1", "Sue", "de", Map.of("mobile", "+44 1"), null, null);
        stage.publish(Topic.SIGNUPS, null, "s-1", signup);
        // Within one batch it would be answered once.
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("s-1"));
        stage.publish(Topic.SIGNUPS, "other", "s-1", signup);

        ChallengeOpened opened =
                stage.witness().await(ChallengeOpened.class, e -> e.requestId().equals("s-1"));
        stage.witness().awaitEnvelopes(OtpIssued.class, e -> e.requestId().equals("s-1"), 2);

        assertThat(opened.purpose()).isEqualTo(Purpose.SIGNUP);
        assertThat(opened.accountId()).isEqualTo("u-1");
        assertThat(opened.attributes()).isEqualTo(Map.of("name", "Sue", "mobile", "+44 1"));
        assertThat(stage.witness().all(EmailRequested.class, e -> e.requestId().equals("s-1")))
                .singleElement()
                .satisfies(mail -> assertThat(mail.event().locale()).isEqualTo("de"));
        assertThat(ask("GET", "/admin/v1/applications/acme/accounts/sue%40example.com", Stage.ADMIN_TOKEN)
                        .body())
                .contains("\"email\":\"sue@example.com\"", "\"emailVerified\":false", "\"mobile\":\"+44 1\"");
    }

    @Test
    void aBareSignupFromAConsoleProducerIsOne() {
        stage.raw(
                Topic.SIGNUPS,
                2,
                "{\"application\":\"acme\",\"email\":\"bare@example.com\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(stage.witness()
                        .await(OtpIssued.class, e -> e.email().equals("bare@example.com"))
                        .requestId())
                .startsWith("otp.signups-2-");
    }

    @Test
    void anErasedAddressIsToldToWhoeverElseHoldsSomethingOfIt() {
        stage.ask("r-erase", "acme", "gone@example.com");
        stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-erase"));

        Answer answer = ask("DELETE", "/admin/v1/applications/acme/accounts/Gone%40example.com", Stage.ADMIN_TOKEN);

        assertThat(answer.status()).isEqualTo(204);
        stage.witness().awaitEnvelopes(AddressErased.class, e -> e.email().equals("gone@example.com"), 2);
        assertThat(stage.witness()
                        .await(SessionRevoked.class, e -> e.application().equals("acme"))
                        .sessionId())
                .isEqualTo(Subject.of("acme", "gone@example.com"));
        assertThat(stage.query("select count(*) from request where email = 'gone@example.com'"))
                .isEqualTo("0");
        assertThat(ask("GET", "/admin/v1/applications/acme/accounts/gone@example.com", Stage.ADMIN_TOKEN)
                        .status())
                .isEqualTo(404);
        stage.ask("r-again", "acme", "gone@example.com");
        assertThat(stage.witness().await(OtpIssued.class, e -> e.requestId().equals("r-again")))
                .isNotNull();
    }

    @Test
    void theEndOfALockIsToldToTheVerifier() {
        assertThat(ask("DELETE", "/admin/v1/applications/acme/locks/lock@example.com", Stage.ADMIN_TOKEN)
                        .status())
                .isEqualTo(204);

        assertThat(stage.witness().await(LockEnded.class, e -> e.email().equals("lock@example.com")))
                .isNotNull();
    }

    @Test
    void nobodyIsLetInWithoutTheToken() {
        assertThat(ask("GET", "/admin/v1/applications/acme/accounts/sue@example.com", null)
                        .status())
                .isEqualTo(401);
        assertThat(ask("DELETE", "/admin/v1/applications/acme/accounts/sue@example.com", "wrong")
                        .status())
                .isEqualTo(401);
        Answer faulty = ask("GET", "/admin/v1/applications/acme/accounts/nobody", Stage.ADMIN_TOKEN);
        assertThat(faulty.status()).isEqualTo(400);
        assertThat(faulty.body()).contains("\"errors\":[{", "\"pointer\":\"\"");
    }

    private Answer ask(String method, String path, @Nullable String token) {
        Map<String, String> headers = token == null ? Map.of() : Map.of("authorization", "Bearer " + token);
        return routes.answer(new Question(method, path, headers, ""));
    }
}
