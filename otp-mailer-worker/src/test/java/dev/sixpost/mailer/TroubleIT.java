package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.DOT;
import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.smtp.Script;
import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Relays that are away, and relays that are slow. */
final class TroubleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration STALL = Duration.ofSeconds(2);

    @Test
    void nothingIsLostAndNothingIsBuriedWhileTheRelayIsAway() throws Exception {
        SmtpDouble before = SmtpDouble.start(good());
        int port = before.port();
        try (Rig rig = new Rig(port)) {
            rig.mailer();
            rig.ask(rig.request("before"));
            rig.await("sent", SOON, () -> rig.deliveries(EmailSent.class).size() == 1);
            before.close();
            for (int i = 0; i < 30; i++) {
                rig.ask(rig.request("during" + i + ""));
            }
            rig.await(
                    "some were in hand",
                    SOON,
                    () -> !rig.deliveries(EmailDelayed.class).isEmpty());
            long until = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            rig.await("the relay stays away", SOON, () -> System.nanoTime() > until);
            // The backlog waits in Kafka: only what was in hand when the circuit opened went round.
            assertThat(rig.deliveries(EmailDelayed.class)).hasSizeLessThan(30);
            try (SmtpDouble after = SmtpDouble.startOn(port, good())) {
                rig.await(
                        "all sent",
                        Duration.ofSeconds(60),
                        () -> rig.deliveries(EmailSent.class).size() == 31);
                assertThat(rig.taken(after)).hasSize(30);
            }
            assertThat(rig.deliveries(EmailFailed.class)).isEmpty();
            assertThat(rig.seen(Topic.DEAD_LETTERS)).isEmpty();
        }
    }

    /** While the machine stands still no lock is renewed: a turn in which that happened shows nothing and is taken again. */
    @Test
    void aMailThatTakesLongerThanTheLockIsSentOnce() throws Exception {
        boolean shown = false;
        for (int turn = 1; turn <= 3 && !shown; turn++) {
            shown = sentOnceUnlessStalled();
        }
        assertThat(shown).as("a turn without a stall").isTrue();
    }

    private static boolean sentOnceUnlessStalled() throws Exception {
        Script slow = good().at(DOT, with -> {
            LockSupport.parkNanos(Duration.ofSeconds(13).toNanos());
            with.take();
            with.say("250 at last\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(slow);
                Rig rig = new Rig(server.port());
                Stall stall = Stall.watch()) {
            rig.mailer();
            rig.mailer();
            rig.ask(rig.request("slow"));
            rig.await(
                    "sent",
                    Duration.ofSeconds(80),
                    () -> !rig.deliveries(EmailSent.class).isEmpty());
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            rig.await("a second one had its chance", SOON, () -> System.nanoTime() > until);
            if (stall.longest().compareTo(STALL) >= 0) {
                return false;
            }
            assertThat(server.heard())
                    .filteredOn(l -> l.startsWith("RCPT TO:<" + rig.address("slow")))
                    .hasSize(1);
            assertThat(rig.lostLocks()).isZero();
            assertThat(rig.taken(server)).hasSize(1);
            return true;
        }
    }

    @Test
    void aSlowMailHoldsUpNoOther() throws Exception {
        Script slowForOne = good().at(RCPT, with -> {
            if (with.recipient().startsWith("slow")) {
                with.stall();
            }
            with.say("250 fine\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(slowForOne);
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            rig.ask(rig.request("slow"));
            rig.await(
                    "the slow one is being sent",
                    SOON,
                    () -> server.heard().stream().anyMatch(l -> l.startsWith("RCPT TO:<slow")));
            for (int i = 0; i < 60; i++) {
                rig.ask(rig.request("quick" + i + ""));
            }
            rig.await(
                    "the others sent",
                    Duration.ofSeconds(15),
                    () -> rig.deliveries(EmailSent.class).size() == 60);
            assertThat(rig.taken(server)).hasSize(60);
            // The mailer need not wait for the slow one when it ends.
            server.hangUpAll();
        }
    }
}
