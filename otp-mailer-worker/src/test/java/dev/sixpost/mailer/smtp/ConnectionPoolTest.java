package dev.sixpost.mailer.smtp;

import static dev.sixpost.mailer.smtp.Script.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ConnectionPoolTest {
    private static final Expiry LATER = () -> Duration.ofMinutes(1);

    @Test
    void mailsFollowEachOtherOverOneConnection() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            for (int i = 0; i < 10; i++) {
                assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.heard()).filteredOn(l -> l.startsWith("AUTH")).hasSize(1);
            assertThat(server.taken()).hasSize(10);
        }
    }

    @Test
    void aConnectionTheServerClosedMeanwhileIsReplacedWithoutAnybodyNoticing() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            server.hangUpAll();
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.taken()).hasSize(2);
        }
    }

    @Test
    void aServerThatSays421ToAKeptConnectionIsAskedAgainOverANewOne() throws Exception {
        Script closing = good().at(Script.Step.MAIL, secondTime("421 idle for too long"));
        try (SmtpDouble server = SmtpDouble.start(closing);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedMailDoesNotCostTheConnection() throws Exception {
        Script refusing =
                good().at(Script.Step.RCPT, Script.first(1, Script.reply("550 no"), Script.reply("250 fine")));
        try (SmtpDouble server = SmtpDouble.start(refusing);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Refused(Stage.RCPT, 550));
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The relay answers nothing before it has heard all three commands. */
    @Test
    void whereTheRelayOffersPipeliningAMailIsTwoRoundTrips() throws Exception {
        Script patient = good().offeringPipelining()
                .at(Script.Step.MAIL, Script.nothing())
                .at(Script.Step.RCPT, Script.nothing())
                .answering(Script.Step.DATA, "250 fine\r\n250 fine\r\n354 go");
        try (SmtpDouble server = SmtpDouble.start(patient);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** RFC 2920 allows a relay to say "go ahead" although it has just refused the recipient. */
    @Test
    void aMailRefusedInOneGoDoesNotCostTheConnection() throws Exception {
        Script eager = good().offeringPipelining()
                .at(Script.Step.RCPT, Script.first(1, Script.reply("550 no"), Script.reply("250 fine")))
                .answering(Script.Step.DATA, "354 go");
        try (SmtpDouble server = SmtpDouble.start(eager);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Refused(Stage.RCPT, 550));
            assertThat(server.taken()).isEmpty();
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.taken()).hasSize(1);
            assertThat(server.heard()).filteredOn("RSET"::equals).hasSize(1);
        }
    }

    @Test
    void aConnectionWithPipeliningThatTheServerClosedMeanwhileIsReplaced() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good().offeringPipelining());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            server.hangUpAll();
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.taken()).hasSize(2);
        }
    }

    @Test
    void aConnectionThatIsClosedSaysGoodbye() throws Exception {
        CountDownLatch saidGoodbye = new CountDownLatch(1);
        Script listening = good().at(Script.Step.QUIT, _ -> saidGoodbye.countDown());
        try (SmtpDouble server = SmtpDouble.start(listening);
                Watchdog watchdog = new Watchdog("watchdog")) {
            ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog);
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Accepted(250));
            pool.close();
            assertThat(saidGoodbye.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionLostWhileTidyingUpAfterARefusalAnswersForNoOtherMail() throws Exception {
        Script losing = good().at(Script.Step.RCPT, Script.first(1, Script.reply("550 no"), Script.reply("250 fine")))
                .at(Script.Step.RSET, Script.first(1, Script.reset(), Script.reply("250 forgotten")));
        try (SmtpDouble server = SmtpDouble.start(losing);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail("x"), LATER)).isEqualTo(new Refused(Stage.RCPT, 550));
            assertThat(pool.send(mail("y"), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.taken()).hasSize(1);
        }
    }

    @Test
    void neverMoreConnectionsThanConfigured() throws Exception {
        Script slow = good().at(Script.Step.DATA, with -> {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            with.say("354 go\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(slow);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<SmtpAnswer>> sends = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sends.add(() -> pool.send(mail("x"), LATER));
            }
            for (Future<SmtpAnswer> sent : threads.invokeAll(sends)) {
                assertThat(sent.get()).isEqualTo(new Accepted(250));
            }
            assertThat(server.connections()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aWrongPasswordIsTriedOnceHoweverManyMailsWait() throws Exception {
        Script refusing = good().at(Script.Step.AUTH, with -> {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            with.say("535 no\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(refusing);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SmtpAnswer> send = () -> pool.send(mail("x"), LATER);
            for (Future<SmtpAnswer> sent : threads.invokeAll(Collections.nCopies(40, send))) {
                assertThat(sent.get()).isEqualTo(new Refused(Stage.AUTH, 535));
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void linesThatBeginWithADotArriveAsTheyWere() throws Exception {
        String body = ".\r\n..\r\n.leading\r\nmiddle.\r\n.\r\nlast\r\n";
        try (SmtpDouble server = SmtpDouble.start(good());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = TestRelays.pool(TestRelays.plain(server.port()), watchdog)) {
            assertThat(pool.send(mail(body), LATER)).isEqualTo(new Accepted(250));
            assertThat(server.taken()).singleElement().satisfies(t -> {
                assertThat(t.content()).isEqualTo("Subject: x\r\n\r\n" + body);
                assertThat(t.raw()).contains("\r\n..leading\r\n");
                assertThat(t.sender()).isEqualTo("from@sender.example");
                assertThat(t.recipients()).containsExactly("to@recipient.example");
            });
        }
    }

    private static Script.Reaction secondTime(String line) {
        Script.Reaction others = Script.first(1, Script.reply(line), Script.reply("250 fine"));
        return Script.first(1, Script.reply("250 fine"), others);
    }

    private static Draft mail(String body) {
        return () -> new OutgoingMail(
                "from@sender.example", "to@recipient.example", "<1@sender.example>", "Subject: x\r\n\r\n" + body);
    }
}
