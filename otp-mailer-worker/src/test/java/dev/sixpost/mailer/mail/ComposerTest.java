package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Key;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.kit.crypto.ReportToken;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mail is, and the rows T-… of the hostile cases. */
final class ComposerTest {
    private static final Key KEY = Keys.parse(Keys.fresh(Entropy.secure())).current();
    private static final EmailAddress PLATFORM =
            EmailAddress.parse("no-reply@platform.example").orElseThrow();
    private static final EmailRequested REQUEST = Samples.request();

    private final Composer composer = new Composer(new PlatformSender(null, PLATFORM), "https://id.example");

    @Test
    void theMailCarriesTheDerivedCodeContiguouslyInBothPartsAndNotInItsHeaders() throws Exception {
        Parsed mail = parsed(REQUEST, acme());
        String code = codeOf(REQUEST);
        assertThat(mail.text()).contains("\n    " + code + "\n");
        assertThat(mail.html()).contains(">" + code + "<");
        assertThat(mail.headers().toString()).doesNotContain(code);
    }

    @Test
    void itsHeadersSayWhatTheyMust() throws Exception {
        Parsed mail = parsed(REQUEST, acme());
        assertThat(mail.header("From")).isEqualTo("\"Acme Chat\" <no-reply@platform.example>");
        assertThat(mail.headers().get("To")).isEqualTo(List.of("Ada@recipient.example"));
        assertThat(mail.header("Date")).isEqualTo("Fri, 2 Jan 2026 03:04:05 +0000");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("MIME-Version")).isEqualTo("1.0");
        assertThat(mail.header("Message-ID")).isEqualTo("<" + Derivation.messageId("event-1") + "@platform.example>");
        assertThat(mail.header("Subject")).isEqualTo("Your code to sign up for Acme Chat");
        assertThat(mail.headers()).doesNotContainKeys("Bcc", "Cc", "X-Mailer");
    }

    @Test
    void itSaysHowLongTheCodeLivesAndThatNobodyAsksForIt() throws Exception {
        Parsed mail = parsed(REQUEST, acme());
        for (String part : List.of(mail.text(), mail.html())) {
            assertThat(part)
                    .contains("expires in 10 minutes")
                    .contains("Nobody from Acme Chat will ever ask you for this code")
                    .contains("ignore this email");
        }
        assertThat(mail.html()).doesNotContain("src=", "url(", "http:");
    }

    @Test
    void everyMailHasALinkForThoseWhoDidNotAsk() throws Exception {
        String subject = Subject.of("acme", REQUEST.email());
        String token =
                ReportToken.of(KEY, "acme", REQUEST.challengeId(), subject).text();
        for (String part :
                List.of(parsed(REQUEST, acme()).text(), parsed(REQUEST, acme()).html())) {
            assertThat(part).containsOnlyOnce("https://id.example/acme/report#" + token);
        }
    }

    @Test
    void anIdThatIsNoneMakesNoMailBecauseItWouldStandInLinks() {
        assertThatThrownBy(() -> compose(Samples.challenge("\"><script>"), acme()))
                .isInstanceOf(Unrenderable.class);
    }

    @Test
    void aResentCodeSaysThatItIsTheSame() throws Exception {
        EmailRequested again =
                Samples.request("ada@recipient.example", "ada@recipient.example", DeliveryForm.CODE, MailKind.RESEND);
        assertThat(parsed(again, acme()).text()).contains("same code as in our earlier email");
        assertThat(parsed(REQUEST, acme()).text()).doesNotContain("same code");
    }

    @Test
    void twoCopiesOfOneEventAreTheSameBytes() throws Exception {
        assertThat(composer.compose("event-1", REQUEST, acme(), KEY, Samples.NOW))
                .isEqualTo(composer.compose("event-1", REQUEST, acme(), KEY, Samples.NOW));
    }

    @Test
    void anApplicationsOwnSenderIsUsedOnceItIsVerified() throws Exception {
        String sender = "\"sender\":{\"name\":\"Acme Support\",\"email\":\"hello@acme.example\","
                + "\"replyTo\":\"help@acme.example\",\"verified\":";
        ApplicationConfigured verified = Samples.application("{\"id\":\"acme\",\"name\":\"Acme\"," + sender + "true}}");
        ApplicationConfigured claimed = Samples.application("{\"id\":\"acme\",\"name\":\"Acme\"," + sender + "false}}");
        assertThat(parsed(REQUEST, verified).header("From")).isEqualTo("\"Acme Support\" <hello@acme.example>");
        assertThat(parsed(REQUEST, verified).header("Reply-To")).isEqualTo("help@acme.example");
        assertThat(parsed(REQUEST, verified).header("Message-ID")).endsWith("@acme.example>");
        assertThat(compose(REQUEST, verified).sender()).isEqualTo("hello@acme.example");
        assertThat(parsed(REQUEST, claimed).header("From")).isEqualTo("\"Acme Support\" <no-reply@platform.example>");
        assertThat(parsed(REQUEST, claimed).headers()).doesNotContainKey("Reply-To");
    }

    @Test
    void aLinkStandsBesideTheCodeWhereOneWasAskedFor() throws Exception {
        EmailRequested request =
                Samples.request("ada@recipient.example", "ada@recipient.example", DeliveryForm.LINK, MailKind.CODE);
        Parsed mail = parsed(request, acme());
        assertThat(mail.text()).contains("https://id.example/acme/confirm#").contains(codeOf(request));
        assertThat(mail.html()).contains("href=\"https://id.example/acme/confirm#");
        assertThat(parsed(REQUEST, acme()).text()).doesNotContain("/confirm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "${7*7}",
                "<#assign x=1>",
                "${\\\"freemarker.template.utility.Execute\\\"?new()(\\\"id\\\")}",
                "[=7*7] #{7*7}",
                "Acme & Sons' \\\"Chat\\\" \\\\ <b>",
                "=?utf-8?q?hidden?="
            })
    void namesAreDataInBothPartsAndInTheHeaders(String name) throws Exception {
        Parsed mail = parsed(REQUEST, named(name));
        String plain = name.replace("\\\"", "\"").replace("\\\\", "\\");
        assertThat(mail.text()).contains("Nobody from " + plain + " will");
        assertThat(mail.html()).doesNotContain("<script>", "<b>").doesNotContain(" 49 ");
        assertThat(mail.displayName()).isEqualTo(plain);
        assertThat(mail.header("Subject")).as("nothing a reader would decode").doesNotContain("=?utf-8?q?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\\r\\nBcc: v@x.example",
                "Acme\\nBcc: v@x.example",
                "Acme\\rBcc: v@x.example",
                "Acme\\u0007",
                "Acme\\u2028Bcc",
                "Acme\\u2029Bcc",
                "Acme\\u0085Bcc",
                "Acme \\u202Eelgoog",
                "Acme \\u2066hidden\\u2069",
                "Acme\\u200Bhidden",
                " "
            })
    void namesThatCouldEndAHeaderOrTurnTheTextMakeNoMail(String name) {
        assertThatThrownBy(() -> compose(REQUEST, named(name))).isInstanceOf(Unrenderable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\uD83D\uDC4B Grüße", "\u5B89\u5168\u306A\u30C1\u30E3\u30C3\u30C8", "عربي", "a\u0301\u200D"})
    void namesInAnyScriptAreEncodedAndComeBack(String name) throws Exception {
        String longName = name.repeat(200 / name.length());
        Parsed mail = parsed(REQUEST, named(longName));
        assertThat(mail.displayName()).isEqualTo(longName);
        assertThat(mail.text()).contains(longName);
    }

    @Test
    void everyLineFitsAndEverythingIsAscii() throws Exception {
        for (String name : List.of("Acme", "\u5B89".repeat(200), "x".repeat(200), "word ".repeat(40) + "end")) {
            String content = compose(REQUEST, named(name)).content();
            assertThat(content.lines()).allMatch(l -> l.length() <= 998);
            assertThat(content).matches("(?s)[\\x09\\x0a\\x0d\\x20-\\x7e]*");
            assertThat(content.replace("\r\n", "")).doesNotContain("\r", "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red;background:url(https://t/x)",
                "#fff}body{display:none",
                "expression(alert(1))",
                "</style><script>",
                "#ggg",
                "red"
            })
    void aColourThatIsNoneIsReplaced(String colour) throws Exception {
        Parsed mail = parsed(
                REQUEST,
                Samples.application(
                        "{\"id\":\"acme\",\"name\":\"Acme Chat\",\"branding\":{\"primaryColor\":\"" + colour + "\"}}"));
        assertThat(mail.html()).contains("border-top:4px solid #3b5bdb;").doesNotContain(":" + colour);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eve@recipient.example",
                "ada@other.example",
                "ada@recipient.example, eve@recipient.example",
                "ada@recipient.example\r\nRCPT TO:<eve@x.example>",
                "ada@recipient.example> SIZE=1",
                "<ada@recipient.example>",
                "Ada <ada@recipient.example>",
                "\"ada\"@recipient.example",
                "ADA@RECIPIENT.EXAMPLE",
                ""
            })
    void aRecipientThatIsNotTheChallengesAddressMakesNoMail(String recipient) {
        EmailRequested forged = Samples.request("ada@recipient.example", recipient, DeliveryForm.CODE, MailKind.CODE);
        assertThatThrownBy(() -> compose(forged, acme())).isInstanceOf(Unrenderable.class);
    }

    @Test
    void addressesOfOddButLegalShapeAreWrittenLiterally() throws Exception {
        String odd = "${jndi:x}'or'1'='1`$(id)`@recipient.example"
                .replace("(", "")
                .replace(")", "")
                .replace(":", "");
        EmailRequested request = Samples.request(odd, odd, DeliveryForm.CODE, MailKind.CODE);
        assertThat(compose(request, acme()).recipient()).isEqualTo(odd);
        assertThat(parsed(request, acme()).header("To")).isEqualTo(odd);
    }

    private OutgoingMail compose(EmailRequested request, ApplicationConfigured application) throws Unrenderable {
        return composer.compose("event-1", request, application, KEY, Samples.NOW);
    }

    private Parsed parsed(EmailRequested request, ApplicationConfigured application) throws Unrenderable {
        return Parsed.of(compose(request, application).content());
    }

    private static ApplicationConfigured acme() {
        return named("Acme Chat");
    }

    private static ApplicationConfigured named(String name) {
        return Samples.application("{\"id\":\"acme\",\"name\":\"" + name + "\"}");
    }

    private static String codeOf(EmailRequested request) {
        return Derivation.code(
                KEY, Nonce.bytes(request.nonce()), "acme", request.purpose(), request.email(), request.codeLength());
    }
}
