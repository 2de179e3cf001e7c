package dev.sixpost.mailer.smtp;

import static dev.sixpost.mailer.smtp.Script.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.Relays.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class RelaysTest {
    private static final Expiry LATER = () -> Duration.ofMinutes(1);
    private static final Set<String> NONE = Set.of();
    private static final Draft A_MAIL = () -> new OutgoingMail(
            "from@sender.example", "to@recipient.example", "<1@sender.example>", "Subject: x\r\n\r\nHello\r\n");
    private static final Circuit.Policy QUICK = new Circuit.Policy(
            2,
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5));

    @Test
    void theNextRelayStandsInForOneThatSwallowsConnections() throws Exception {
        try (SmtpDouble hole = SmtpDouble.start(good().at(Script.Step.CONNECT, Script.stall()));
                SmtpDouble well = SmtpDouble.start(good());
                Relays relays = relays(hole, well)) {
            assertThat(relays.send("default", A_MAIL, LATER)).contains(new Attempt("second", new Verdict.Sent(250)));
            assertThat(relays.send("default", A_MAIL, LATER)).contains(new Attempt("second", new Verdict.Sent(250)));
            int asked = hole.connections();
            assertThat(relays.send("default", A_MAIL, LATER)).contains(new Attempt("second", new Verdict.Sent(250)));
            assertThat(hole.connections()).as("the open circuit keeps us away").isEqualTo(asked);
            assertThat(well.taken()).hasSize(3);
        }
    }

    @Test
    void noOtherRelayIsAskedWhereTheFirstMayHaveTakenTheMail() throws Exception {
        try (SmtpDouble lost = SmtpDouble.start(good().at(Script.Step.DOT, Script.takeAndHangUp()));
                SmtpDouble well = SmtpDouble.start(good());
                Relays relays = relays(lost, well)) {
            assertThat(relays.send("default", A_MAIL, LATER))
                    .contains(new Attempt("default", new Verdict.RelayDown(null, true)));
            assertThat(well.taken()).isEmpty();
        }
    }

    @Test
    void aRefusalOfTheAddressIsNotTakenToAnotherRelay() throws Exception {
        try (SmtpDouble refusing = SmtpDouble.start(good().answering(Script.Step.RCPT, "550 no"));
                SmtpDouble well = SmtpDouble.start(good());
                Relays relays = relays(refusing, well)) {
            assertThat(relays.send("default", A_MAIL, LATER))
                    .contains(new Attempt("default", new Verdict.Rejected(550, false)));
            assertThat(well.connections()).isZero();
        }
    }

    @Test
    void refusedCredentialsAreNotTriedAgainAndTheNextRelayIsUsed() throws Exception {
        try (SmtpDouble refusing = SmtpDouble.start(good().answering(Script.Step.AUTH, "535 no"));
                SmtpDouble well = SmtpDouble.start(good());
                Relays relays = relays(refusing, well)) {
            for (int i = 0; i < 5; i++) {
                assertThat(relays.send("default", A_MAIL, LATER))
                        .contains(new Attempt("second", new Verdict.Sent(250)));
            }
            assertThat(refusing.heard()).filteredOn(l -> l.startsWith("AUTH")).hasSize(1);
        }
    }

    @Test
    void theNextRelayStandsInForOneWhoseConnectionsAreAllInUse() throws Exception {
        CountDownLatch inUse = new CountDownLatch(4);
        Script busy = good().at(Script.Step.RCPT, with -> {
            inUse.countDown();
            with.stall();
        });
        try (SmtpDouble slow = SmtpDouble.start(busy);
                SmtpDouble well = SmtpDouble.start(good());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Relays relays = new Relays(
                        List.of(
                                TestRelays.plain(slow.port()),
                                TestRelays.of("second", "localhost", well.port(), Security.NONE, 4)),
                        QUICK,
                        InstantSource.system(),
                        NONE::contains)) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> relays.send("default", A_MAIL, LATER));
            }
            assertThat(inUse.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(relays.send("default", A_MAIL, LATER)).contains(new Attempt("second", new Verdict.Sent(250)));
        }
    }

    @Test
    void anApplicationsOwnRelayIsItsOwnAlone() throws Exception {
        try (SmtpDouble common = SmtpDouble.start(good());
                SmtpDouble own = SmtpDouble.start(good());
                Relays relays = relays(common, own, Set.of("second")::contains)) {
            assertThat(relays.send("second", A_MAIL, LATER)).contains(new Attempt("second", new Verdict.Sent(250)));
            assertThat(relays.send("default", A_MAIL, LATER)).contains(new Attempt("default", new Verdict.Sent(250)));
            assertThat(relays.send("unheard-of", A_MAIL, LATER))
                    .contains(new Attempt("default", new Verdict.Sent(250)));
            assertThat(own.taken()).hasSize(1);
        }
    }

    @Test
    void noTenantsRelayStandsInForAnotherAndNoneStandsInForATenants() throws Exception {
        try (SmtpDouble away = SmtpDouble.start(good().at(Script.Step.CONNECT, Script.stall()));
                SmtpDouble well = SmtpDouble.start(good())) {
            try (Relays relays = relays(away, well, Set.of("second")::contains)) {
                assertThat(relays.send("default", A_MAIL, LATER))
                        .contains(new Attempt("default", new Verdict.RelayDown(null, false)));
            }
            try (Relays relays = new Relays(
                    List.of(
                            TestRelays.plain(well.port()),
                            TestRelays.impatient(TestRelays.of("second", "localhost", away.port(), Security.NONE, 4))),
                    QUICK,
                    InstantSource.system(),
                    Set.of("second")::contains)) {
                assertThat(relays.send("second", A_MAIL, LATER))
                        .contains(new Attempt("second", new Verdict.RelayDown(null, false)));
            }
            assertThat(well.taken()).isEmpty();
        }
    }

    @Test
    void waitingEndsWhenARelayIsBack() throws Exception {
        SmtpDouble away = SmtpDouble.start(good());
        int port = away.port();
        away.close();
        try (Relays relays =
                new Relays(List.of(TestRelays.plain(port)), QUICK, InstantSource.system(), NONE::contains)) {
            relays.send("default", A_MAIL, LATER);
            relays.send("default", A_MAIL, LATER);
            assertThat(relays.send("default", A_MAIL, LATER)).isEqualTo(Optional.empty());
            assertThat(relays.inUse()).isFalse();
            assertThat(relays.await(Duration.ofMillis(100))).isFalse();
            try (SmtpDouble back = SmtpDouble.startOn(port, good())) {
                assertThat(relays.await(Duration.ofSeconds(5))).isTrue();
                assertThat(back.heard()).noneMatch(l -> l.startsWith("MAIL"));
            }
        }
    }

    private static Relays relays(SmtpDouble first, SmtpDouble second) {
        return relays(first, second, NONE::contains);
    }

    private static Relays relays(SmtpDouble first, SmtpDouble second, Predicate<String> named) {
        return new Relays(
                List.of(
                        TestRelays.impatient(TestRelays.plain(first.port())),
                        TestRelays.of("second", "localhost", second.port(), Security.NONE, 4)),
                QUICK,
                InstantSource.system(),
                named);
    }
}
