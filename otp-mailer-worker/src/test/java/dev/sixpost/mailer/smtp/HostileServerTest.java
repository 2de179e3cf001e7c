package dev.sixpost.mailer.smtp;

import static dev.sixpost.mailer.smtp.Script.Step.AUTH;
import static dev.sixpost.mailer.smtp.Script.Step.BODY;
import static dev.sixpost.mailer.smtp.Script.Step.CONNECT;
import static dev.sixpost.mailer.smtp.Script.Step.DATA;
import static dev.sixpost.mailer.smtp.Script.Step.DOT;
import static dev.sixpost.mailer.smtp.Script.Step.EHLO;
import static dev.sixpost.mailer.smtp.Script.Step.MAIL;
import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.Step.RSET;
import static dev.sixpost.mailer.smtp.Script.endless;
import static dev.sixpost.mailer.smtp.Script.good;
import static dev.sixpost.mailer.smtp.Script.hangUp;
import static dev.sixpost.mailer.smtp.Script.reset;
import static dev.sixpost.mailer.smtp.Script.stall;
import static dev.sixpost.mailer.smtp.Script.takeAndHangUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.Deferred;
import dev.sixpost.mailer.smtp.Verdict.Rejected;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import dev.sixpost.mailer.smtp.Verdict.Sent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows S-… of the hostile cases, against a server that behaves accordingly. */
final class HostileServerTest {
    private static final OutgoingMail MAIL_TO_SEND = new OutgoingMail(
            "from@sender.example",
            "to@recipient.example",
            "<otp.1@sender.example>",
            "From: from@sender.example\r\nTo: to@recipient.example\r\nSubject: x\r\n\r\nHello\r\n");

    static Stream<Arguments> servers() {
        Verdict down = new RelayDown(null, false);
        Verdict ambiguous = new RelayDown(null, true);
        return Stream.of(
                arguments("a good server", good(), new Sent(250), 1),
                arguments("S-03 greeting 421", good().answering(CONNECT, "421 busy"), new RelayDown(421, false), 0),
                arguments("S-03 greeting 451", good().answering(CONNECT, "451 later"), new RelayDown(451, false), 0),
                arguments("S-03 greeting 554", good().answering(CONNECT, "554 no"), new RelayDown(554, false), 0),
                arguments("silent greeting", good().at(CONNECT, stall()), down, 0),
                arguments("hangs up at once", good().at(CONNECT, hangUp()), down, 0),
                arguments("EHLO stalls", good().at(EHLO, stall()), down, 0),
                arguments("S-09 AUTH 535", good().answering(AUTH, "535 5.7.8 no"), new CredentialsRefused(535), 0),
                arguments("AUTH 454", good().answering(AUTH, "454 later"), new RelayDown(454, false), 0),
                arguments("AUTH hangs up", good().at(AUTH, hangUp()), down, 0),
                arguments("S-11 MAIL 451", good().answering(MAIL, "451 later"), new Deferred(451), 0),
                arguments("S-11 MAIL 452", good().answering(MAIL, "452 full"), new Deferred(452), 0),
                arguments("S-11 MAIL 550", good().answering(MAIL, "550 no"), new Rejected(550, true), 0),
                arguments("S-11 MAIL 552 size", good().answering(MAIL, "552 big"), new Rejected(552, false), 0),
                arguments("MAIL 530", good().answering(MAIL, "530 log in"), new CredentialsRefused(530), 0),
                arguments("S-13 RCPT 451", good().answering(RCPT, "451 4.7.1 grey"), new Deferred(451), 0),
                arguments("RCPT 550", good().answering(RCPT, "550 nobody"), new Rejected(550, false), 0),
                arguments("RCPT 501", good().answering(RCPT, "501 syntax"), new Rejected(501, false), 0),
                arguments("RCPT 503", good().answering(RCPT, "503 sequence"), new RelayDown(503, false), 0),
                arguments("RCPT 550, then gone", refusesAndIsGone(RCPT), new Rejected(550, false), 0),
                arguments("RCPT 421", good().answering(RCPT, "421 closing"), new RelayDown(421, false), 0),
                arguments("RCPT stalls", good().at(RCPT, stall()), down, 0),
                arguments("S-15 DATA 451", good().answering(DATA, "451 later"), new Deferred(451), 0),
                arguments("S-15 DATA 554", good().answering(DATA, "554 no"), new Rejected(554, false), 0),
                arguments("DATA 554, then gone", refusesAndIsGone(DATA), new Rejected(554, false), 0),
                arguments(
                        "MAIL 451, and go ahead all the same",
                        good().answering(MAIL, "451 later").answering(DATA, "354 go"),
                        new Deferred(451),
                        0),
                arguments(
                        "RCPT 550, and go ahead all the same",
                        good().answering(RCPT, "550 nobody").answering(DATA, "354 go"),
                        new Rejected(550, false),
                        0),
                arguments("S-17 RST while the dot is under way", good().at(BODY, reset()), ambiguous, 0),
                arguments("S-18 taken, connection lost", good().at(DOT, takeAndHangUp()), ambiguous, 1),
                arguments("dot 451", good().answering(DOT, "451 later"), new Deferred(451), 0),
                arguments("dot 554", good().answering(DOT, "554 spam"), new Rejected(554, false), 0),
                arguments("S-21 no reply to the dot", good().at(DOT, stall()), ambiguous, 0),
                arguments("S-23 endless multi-line reply", good().at(RCPT, endless("250-more\r\n")), down, 0),
                arguments("S-23 endless line", good().at(RCPT, endless("250 xxxxxxxx")), down, 0),
                arguments("S-23 endless greeting", good().at(CONNECT, endless("220-welcome\r\n")), down, 0),
                arguments("S-23 only 250-", good().answering(RCPT, "250-"), down, 0),
                arguments("S-23 not a number", good().answering(RCPT, "abc fine"), down, 0),
                arguments("S-23 empty line", good().answering(RCPT, ""), down, 0),
                arguments(
                        "S-23 bare CR in a reply",
                        good().answering(RCPT, "550 no\rinjected"),
                        new Rejected(550, false),
                        0),
                arguments("S-25 552 mailbox full", good().answering(RCPT, "552 full"), new Rejected(552, false), 0),
                arguments("S-25 452 mailbox full", good().answering(RCPT, "452 full"), new Deferred(452), 0));
    }

    private static Script refusesAndIsGone(Script.Step step) {
        String code = step == RCPT ? "550" : "554";
        return good().answering(step, code + " no").at(RSET, hangUp());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void everyKindOfServerGivesTheVerdictOfItsRow(String row, Script script, Verdict expected, int taken)
            throws Exception {
        check(row, script, expected, taken);
    }

    /** MAIL, RCPT and DATA come together then, and what is said to each means what it always means. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void aServerThatOffersPipeliningGivesTheSameVerdict(String row, Script script, Verdict expected, int taken)
            throws Exception {
        check(row, script.offeringPipelining(), expected, taken);
    }

    private static void check(String row, Script script, Verdict expected, int taken) throws Exception {
        try (SmtpDouble server = SmtpDouble.start(script)) {
            Watchdog watchdog = new Watchdog("watchdog");
            try (watchdog;
                    ConnectionPool pool = TestRelays.pool(relay(server.port(), expected), watchdog)) {
                SmtpAnswer answer = pool.send(() -> MAIL_TO_SEND, () -> Duration.ofMinutes(1));
                assertThat(Classification.of(answer)).as(row + ": " + answer).isEqualTo(expected);
                assertThat(server.taken()).hasSize(taken);
            }
        }
    }

    /** Where no answer is expected, none is waited for. */
    private static RelaySettings relay(int port, Verdict expected) {
        boolean inVain = expected instanceof RelayDown(Integer code, boolean _) && code == null;
        return inVain ? TestRelays.impatient(TestRelays.plain(port)) : TestRelays.plain(port);
    }

    private static RelaySettings relay(int port) {
        return TestRelays.plain(port);
    }

    @Test
    void aConnectionResetWithinTheBodyLeavesNoMailBehind() throws Exception {
        String large = MAIL_TO_SEND.content() + "0123456789abcdef\r\n".repeat(500_000);
        OutgoingMail mail =
                new OutgoingMail(MAIL_TO_SEND.sender(), MAIL_TO_SEND.recipient(), MAIL_TO_SEND.messageId(), large);
        try (SmtpDouble server = SmtpDouble.start(good().at(BODY, reset()));
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(relay(server.port()), watchdog)) {
            SmtpAnswer answer = pool.send(() -> mail, () -> Duration.ofMinutes(1));
            assertThat(Classification.of(answer)).isEqualTo(new RelayDown(null, false));
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void aRelayThatDoesNotStopTalkingIsNotListenedToForLong() throws Exception {
        for (String endless : List.of("250-more\r\n", "250 xxxxxxxx")) {
            try (SmtpDouble server = SmtpDouble.start(good().at(RCPT, endless(endless)));
                    Watchdog watchdog = new Watchdog("watchdog");
                    ConnectionPool pool = TestRelays.pool(relay(server.port()), watchdog)) {
                assertThat(pool.send(() -> MAIL_TO_SEND, () -> Duration.ofMinutes(1)))
                        .as("cut off by its length, long before its time is over")
                        .isEqualTo(new SmtpAnswer.Broken(Stage.RCPT, SmtpAnswer.Breakage.PROTOCOL));
            }
        }
    }

    @Test
    void aRelayThatDripsForEverIsCutOffAfterTheTotalTime() throws Exception {
        Script drip = good().at(RCPT, with -> {
            // One byte at a time, each well within the reply timeout.
            while (true) {
                with.say("2");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });
        try (SmtpDouble server = SmtpDouble.start(drip);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.impatient(relay(server.port())), watchdog)) {
            SmtpAnswer answer = pool.send(() -> MAIL_TO_SEND, () -> Duration.ofMinutes(1));
            assertThat(answer).isEqualTo(new SmtpAnswer.Broken(Stage.RCPT, SmtpAnswer.Breakage.TIMED_OUT));
        }
    }

    @Test
    void nothingIsSaidOnceTheMailHasExpired() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(relay(server.port()), watchdog)) {
            assertThat(pool.send(() -> MAIL_TO_SEND, () -> Duration.ZERO)).isEqualTo(new SmtpAnswer.TooLate());
            assertThat(server.taken()).isEmpty();
        }
    }

    @Test
    void aMailThatExpiresDuringTheConversationIsNotFinished() throws Exception {
        Script slow = good().at(DATA, stall());
        try (SmtpDouble server = SmtpDouble.start(slow);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(relay(server.port()), watchdog)) {
            long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            pool.send(() -> MAIL_TO_SEND, () -> Duration.ofNanos(until - System.nanoTime()));
            assertThat(server.heard()).contains("DATA");
            assertThat(server.taken()).isEmpty();
        }
    }
}
