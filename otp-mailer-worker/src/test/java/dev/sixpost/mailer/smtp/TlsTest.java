package dev.sixpost.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows S-05 and S-07: nothing is said in the clear, and nothing to a host that cannot prove itself. */
final class TlsTest {
    private static final OutgoingMail A_MAIL = new OutgoingMail(
            "from@sender.example", "to@recipient.example", "<1@sender.example>", "Subject: x\r\n\r\nHello\r\n");

    static Stream<Arguments> certificates() {
        return Stream.of(
                arguments("good", TestCertificates.GOOD, true),
                arguments("of another host", TestCertificates.OTHER_HOST, false),
                arguments("expired", TestCertificates.EXPIRED, false),
                arguments("self-signed", TestCertificates.UNTRUSTED, false));
    }

    @ParameterizedTest(name = "a certificate that is {0}")
    @MethodSource("certificates")
    void tlsFromTheFirstByteTakesAGoodCertificateOnly(String what, SSLContext certificate, boolean good)
            throws Exception {
        try (SmtpDouble server = SmtpDouble.startTls(Script.good(), certificate)) {
            expect(send(server, Security.TLS), server, good);
        }
    }

    @ParameterizedTest(name = "a certificate that is {0}")
    @MethodSource("certificates")
    void starttlsTakesAGoodCertificateOnly(String what, SSLContext certificate, boolean good) throws Exception {
        try (SmtpDouble server = SmtpDouble.startUpgradable(Script.good().offeringStartTls(), certificate)) {
            expect(send(server, Security.STARTTLS), server, good);
        }
    }

    private static void expect(SmtpAnswer answer, SmtpDouble server, boolean good) {
        if (good) {
            assertThat(answer).isEqualTo(new Accepted(250));
            assertThat(server.taken()).hasSize(1);
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Broken.class, broken -> assertThat(broken.why()).isEqualTo(Breakage.TLS));
            assertThat(server.taken()).isEmpty();
            assertThat(server.heard()).noneMatch(l -> l.startsWith("AUTH") || l.startsWith("MAIL"));
        }
    }

    @Test
    void aStrippedOfferOfStarttlsEndsTheConversation() throws Exception {
        try (SmtpDouble server = SmtpDouble.startUpgradable(Script.good(), TestCertificates.GOOD)) {
            assertThat(Classification.of(send(server, Security.STARTTLS)))
                    .isEqualTo(new Verdict.RelayDown(null, false));
            assertThat(server.heard()).noneMatch(l -> l.startsWith("AUTH") || l.startsWith("MAIL"));
        }
    }

    @Test
    void aRefusedUpgradeEndsTheConversation() throws Exception {
        Script refusing = Script.good().offeringStartTls().answering(Script.Step.STARTTLS, "454 not now");
        try (SmtpDouble server = SmtpDouble.startUpgradable(refusing, TestCertificates.GOOD)) {
            assertThat(Classification.of(send(server, Security.STARTTLS))).isEqualTo(new Verdict.RelayDown(454, false));
            assertThat(server.heard()).noneMatch(l -> l.startsWith("AUTH") || l.startsWith("MAIL"));
        }
    }

    @Test
    void aPlainServerIsNotTakenForATlsOne() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(Script.good())) {
            assertThat(Classification.of(send(server, Security.TLS))).isEqualTo(new Verdict.RelayDown(null, false));
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotFinishTheHandshakeIsGivenUp() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(Script.good().at(Script.Step.CONNECT, Script.stall()))) {
            RelaySettings relay = TestRelays.of("default", "localhost", server.port(), Security.TLS, 1);
            assertThat(send(TestRelays.impatient(relay))).isEqualTo(new Broken(Stage.CONNECT, Breakage.TIMED_OUT));
        }
    }

    private static SmtpAnswer send(SmtpDouble server, Security security) throws InterruptedException, IOException {
        return send(TestRelays.of("default", "localhost", server.port(), security, 1));
    }

    private static SmtpAnswer send(RelaySettings relay) throws InterruptedException, IOException {
        try (Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(relay, watchdog)) {
            return pool.send(() -> A_MAIL, () -> Duration.ofMinutes(1));
        }
    }
}
