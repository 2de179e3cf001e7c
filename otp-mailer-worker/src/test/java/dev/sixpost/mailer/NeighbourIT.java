package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.good;
import static dev.sixpost.mailer.smtp.Script.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an application with a relay of its own costs the others while that relay is slow or away. */
final class NeighbourIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void slowMailsOfOneApplicationHoldUpNoneOfAnother() throws Exception {
        try (SmtpDouble quick = SmtpDouble.start(good());
                SmtpDouble slow = SmtpDouble.start(good().at(RCPT, stall()));
                Rig rig = new Rig(quick.port(), own(slow.port()))) {
            String neighbour = rig.application + "-b";
            rig.configure(neighbour, "own");
            rig.mailer();
            for (int i = 0; i < 24; i++) {
                rig.ask(request(neighbour, i));
            }
            rig.await("the slow ones hold all workers up", SOON, () -> recipients(slow) >= 12);
            for (int i = 0; i < 60; i++) {
                rig.ask(rig.request("quick" + i));
            }
            rig.await(
                    "the others sent",
                    Duration.ofSeconds(15),
                    () -> rig.deliveries(EmailSent.class).size() == 60);
            assertThat(rig.taken(quick)).hasSize(60);
            // The mailer need not wait for the slow ones when it ends.
            slow.hangUpAll();
        }
    }

    @Test
    void mailsOfARelayThatIsAwayGoRoundInSilenceAndAreSentOnceItIsBack() throws Exception {
        SmtpDouble before = SmtpDouble.start(good());
        int port = before.port();
        before.close();
        try (SmtpDouble well = SmtpDouble.start(good());
                Rig rig = new Rig(well.port(), own(port))) {
            rig.configure(rig.application, "own");
            rig.mailer();
            for (int i = 0; i < 50; i++) {
                rig.ask(rig.request("waiting" + i));
            }
            rig.await(
                    "each was put aside three times or more",
                    Duration.ofSeconds(60),
                    () -> rig.delayed().size() >= 200);
            // Once each, and the few that were trials.
            assertThat(rig.deliveries(EmailDelayed.class)).hasSizeLessThan(80);
            try (SmtpDouble after = SmtpDouble.startOn(port, good())) {
                rig.await(
                        "all sent", SOON, () -> rig.deliveries(EmailSent.class).size() == 50);
                assertThat(rig.taken(after)).hasSize(50);
            }
            assertThat(rig.taken(well)).isEmpty();
        }
    }

    private static long recipients(SmtpDouble server) {
        return server.heard().stream().filter(line -> line.startsWith("RCPT")).count();
    }

    private static String[] own(int port) {
        return new String[] {
            "SMTP_OWN_HOST", "localhost", "SMTP_OWN_PORT", Integer.toString(port), "SMTP_OWN_SECURITY", "none"
        };
    }

    private static EmailRequested request(String application, int number) {
        String address = "slow" + number + "@" + application + ".example";
        return Requests.request(
                application,
                address,
                address,
                Instant.now().plusSeconds(600),
                Requests.KEYS.current().id());
    }
}
