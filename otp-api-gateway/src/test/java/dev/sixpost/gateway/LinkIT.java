package dev.sixpost.gateway;

import static dev.sixpost.gateway.Stage.OTP;
import static dev.sixpost.gateway.Stage.address;
import static dev.sixpost.gateway.Stage.assertProblem;
import static dev.sixpost.gateway.Stage.await;
import static dev.sixpost.gateway.Stage.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.LinkToken;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.VerifyOtp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links: where they may be confirmed, and who is told. */
class LinkIT {
    private static final String[] BROWSER = {"Sec-Fetch-Site", "same-origin"};

    private final Gateway one = Stage.ONE;
    private final Gateway two = Stage.TWO;
    private final Map<String, OtpIssued> issued = new ConcurrentHashMap<>();

    @BeforeEach
    void everyRequestOfAnAddressLeadsToOneChallengeAndEveryLinkIsRight() {
        Stage.PIPELINE.script(seen -> {
            if (seen.envelope().event() instanceof OtpRequested) {
                OtpIssued first =
                        issued.computeIfAbsent(seen.key(), key -> Outcomes.issued(seen, Outcomes.challengeOf(seen)));
                Stage.OUTCOMES.issue(seen, Outcomes.issued(seen, first.challengeId()));
            } else if (seen.envelope().event() instanceof VerifyOtp) {
                OtpIssued of = issued.get(seen.key());
                if (of != null) {
                    Stage.OUTCOMES.verify(seen, Outcomes.verified(seen, of, Instant.now()));
                }
            }
        });
    }

    private String link(String application, String name, String requestId) {
        String subject = Subject.of(application, name + "@example.com");
        OtpIssued of = issued.get(subject);
        assertThat(of).isNotNull();
        LinkToken token = Derivation.link(
                Keys.parse(Gateway.KEYS).current(), new byte[16], application, of.challengeId(), subject, requestId);
        return token.text();
    }

    private static String guess(String link) {
        return "{\"link\":\"" + link + "\"}";
    }

    private static String guess(String link, String secret) {
        return "{\"link\":\"" + link + "\",\"secret\":\"" + secret + "\"}";
    }

    @Test
    void onlyABrowserIsToldASecretAndARepeatedRequestIsToldTheSame() throws Exception {
        String[] browser = {"Sec-Fetch-Site", "same-origin", "Idempotency-Key", "link-secret"};
        Gateway.Reply page = one.post(OTP, address("link-secret"), browser);
        Gateway.Reply again = two.post(OTP, address("link-secret"), browser);
        Gateway.Reply server = one.post(OTP, address("link-secret"));

        assertThat(page.text("secret")).hasSize(22);
        assertThat(again.text("secret")).isEqualTo(page.text("secret"));
        assertThat(server.body().has("secret")).isFalse();
    }

    @Test
    void aBrowserConfirmsWithItsOwnSecretOnly() throws Exception {
        Gateway.Reply mine = one.post(OTP, address("link-mine"), BROWSER);
        Gateway.Reply other = one.post(OTP, address("link-other"), BROWSER);
        String link = link("gatewayit", "link-mine", mine.text("id"));

        assertProblem(one.post(OTP + "/verify", guess(link), BROWSER), 403, "wrong-browser");
        assertProblem(one.post(OTP + "/verify", guess(link, other.text("secret")), BROWSER), 403, "wrong-browser");
        assertProblem(one.post(OTP + "/verify", guess(link, other.text("secret"))), 403, "wrong-browser");
        assertThat(Stage.PIPELINE.seen("gatewayit", "link-mine@example.com")).hasSize(1);

        Gateway.Reply verified = two.post(OTP + "/verify", guess(link, mine.text("secret")), BROWSER);
        assertThat(verified.status()).as(verified.http().body()).isEqualTo(200);
        assertThat(verified.text("email")).isEqualTo("link-mine@example.com");
    }

    @Test
    void aServerConfirmsWithTheLinkAlone() throws Exception {
        Gateway.Reply asked = one.post(OTP, address("link-server"));
        Gateway.Reply verified = one.post(OTP + "/verify", guess(link("gatewayit", "link-server", asked.text("id"))));

        assertThat(verified.status()).as(verified.http().body()).isEqualTo(200);
    }

    @Test
    void anApplicationMayAllowAnyBrowser() throws Exception {
        Gateway.Reply asked = one.post("/v1/any-browser/otp", address("link-any"), BROWSER);
        Gateway.Reply verified = one.post(
                "/v1/any-browser/otp/verify", guess(link("any-browser", "link-any", asked.text("id"))), BROWSER);

        assertThat(verified.status()).as(verified.http().body()).isEqualTo(200);
    }

    /** Two people ask for one address: the challenge is one, the mails are two, and the wrong one must learn nothing. */
    @Test
    void thePageWhoseLinkWasFollowedIsToldAndNobodyElse() throws Exception {
        Gateway.Reply eve = one.post(OTP, address("link-told"), BROWSER);
        Gateway.Reply ada = one.post(OTP, address("link-told"), BROWSER);
        String link = link("gatewayit", "link-told", ada.text("id"));
        Gateway.Reply verified = one.post(OTP + "/verify", guess(link, ada.text("secret")), BROWSER);

        awaitStatus(two, ada.header("Location"), "verified");
        Gateway.Reply told = await(
                two, ada.header("Location"), reply -> reply.body().has("token"), "Otp-Secret", ada.text("secret"));
        assertThat(told.text("token")).isEqualTo(verified.text("token"));
        assertThat(two.get(ada.header("Location")).body().has("token")).isFalse();
        assertThat(two.get(ada.header("Location"), "Otp-Secret", eve.text("secret"))
                        .body()
                        .has("token"))
                .isFalse();
        assertThat(two.get(eve.header("Location"), "Otp-Secret", eve.text("secret"))
                        .body()
                        .has("token"))
                .isFalse();
    }

    @Test
    void aServersConfirmationIsNotHandedToThePage() throws Exception {
        Gateway.Reply asked = one.post(OTP, address("link-kept"), BROWSER);
        Gateway.Reply verified = one.post(OTP + "/verify", guess(link("gatewayit", "link-kept", asked.text("id"))));

        assertThat(verified.status()).isEqualTo(200);
        awaitStatus(one, asked.header("Location"), "verified");
        assertThat(one.get(asked.header("Location"), "Otp-Secret", asked.text("secret"))
                        .body()
                        .has("token"))
                .isFalse();
    }
}
