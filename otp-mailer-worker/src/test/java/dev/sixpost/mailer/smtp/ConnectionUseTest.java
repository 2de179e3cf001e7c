package dev.sixpost.mailer.smtp;

import static dev.sixpost.mailer.smtp.Script.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.mail.Unrenderable;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A relay with one connection. */
final class ConnectionUseTest {
    private static final Expiry LATER = () -> Duration.ofMinutes(1);
    private static final OutgoingMail A_MAIL = new OutgoingMail(
            "from@sender.example", "to@recipient.example", "<1@sender.example>", "Subject: x\r\n\r\nHello\r\n");

    @Test
    void aMailThatWaitsForAConnectionIsWrittenWhenItHasOne() throws Exception {
        CountDownLatch firstIsUnderWay = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Script slow = good().at(Script.Step.RCPT, with -> {
            firstIsUnderWay.countDown();
            go.await();
            with.say("250 fine\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(slow);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = pool(server, watchdog);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<SmtpAnswer> first = threads.submit(() -> pool.send(() -> A_MAIL, LATER));
            assertThat(firstIsUnderWay.await(10, TimeUnit.SECONDS)).isTrue();
            AtomicInteger takenWhenWritten = new AtomicInteger(-1);
            Future<SmtpAnswer> second = threads.submit(() -> pool.send(
                    () -> {
                        takenWhenWritten.set(server.taken().size());
                        return A_MAIL;
                    },
                    LATER));
            go.countDown();
            assertThat(List.of(first.get(), second.get())).containsOnly(new Accepted(250));
            assertThat(takenWhenWritten).hasValue(1);
        }
    }

    @Test
    void aMailThatCannotBeWrittenCostsNoConnection() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = pool(server, watchdog)) {
            Draft broken = () -> {
                throw new Unrenderable("test");
            };
            assertThat(pool.send(broken, LATER)).isEqualTo(new SmtpAnswer.Unwritten());
            assertThat(pool.send(() -> A_MAIL, LATER)).isEqualTo(new Accepted(250));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aRelayThatAllowsNoMoreConnectionsThanConfiguredIsProbedOverOneOfThem() throws Exception {
        CountDownLatch saidGoodbye = new CountDownLatch(1);
        Script.Reaction onceTheFirstIsGone =
                with -> with.say(saidGoodbye.await(5, TimeUnit.SECONDS) ? "220 hi\r\n" : "421 no\r\n");
        Script strict = good().at(Script.Step.CONNECT, Script.first(1, Script.reply("220 hi"), onceTheFirstIsGone))
                .at(Script.Step.QUIT, _ -> saidGoodbye.countDown());
        try (SmtpDouble server = SmtpDouble.start(strict);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool = pool(server, watchdog)) {
            assertThat(pool.send(() -> A_MAIL, LATER)).isEqualTo(new Accepted(250));
            assertThat(pool.probe()).isInstanceOf(Accepted.class);
        }
    }

    /** RFC 5321, section 4.5.3.2.6: whoever gives up on the answer to the dot early sends mails twice. */
    @Test
    void theAnswerToTheFinalDotMayTakeLongerThanAnyOther() throws Exception {
        Script slow = good().at(Script.Step.DOT, with -> {
            with.take();
            LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
            with.say("250 at last\r\n");
        });
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(1500), Duration.ofSeconds(30));
        try (SmtpDouble server = SmtpDouble.start(slow);
                Watchdog watchdog = new Watchdog("watchdog");
                ConnectionPool pool =
                        TestRelays.pool(TestRelays.with(timeouts, TestRelays.plain(server.port())), watchdog)) {
            assertThat(pool.send(() -> A_MAIL, LATER)).isEqualTo(new Accepted(250));
            assertThat(server.taken()).hasSize(1);

            server.follow(good().at(Script.Step.RCPT, Script.stall()));
            assertThat(pool.send(() -> A_MAIL, LATER))
                    .isEqualTo(new SmtpAnswer.Broken(Stage.RCPT, SmtpAnswer.Breakage.TIMED_OUT));
        }
    }

    private static ConnectionPool pool(SmtpDouble server, Watchdog watchdog) {
        return TestRelays.pool(TestRelays.of("default", "localhost", server.port(), Security.NONE, 1), watchdog);
    }
}
