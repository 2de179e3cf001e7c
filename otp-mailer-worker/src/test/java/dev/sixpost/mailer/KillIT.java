package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.DOT;
import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.first;
import static dev.sixpost.mailer.smtp.Script.good;
import static dev.sixpost.mailer.smtp.Script.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.ServiceProcess;
import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.mailer.smtp.Script;
import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the crash table that are the mailer's: a process is killed, another one goes on. */
final class KillIT {
    @TempDir
    private Path folder;

    @Test
    void aMailerKilledWithinAMailHasItSentByAnother() throws Exception {
        Script stallsOnce = good().at(RCPT, first(1, Script.stall(), reply("250 fine")));
        try (SmtpDouble server = SmtpDouble.start(stallsOnce);
                Rig rig = new Rig(server.port())) {
            killOnce(rig, () -> server.heard().stream().anyMatch(l -> l.startsWith("RCPT")));
            assertThat(rig.taken(server)).hasSize(1);
        }
    }

    @Test
    void aMailerKilledAfterTheRelayTookTheMailLeavesTwoIdenticalMailsAtMost() throws Exception {
        Script silentOnce = good().at(
                        DOT,
                        first(
                                1,
                                with -> {
                                    with.take();
                                    with.stall();
                                },
                                with -> {
                                    with.take();
                                    with.say("250 taken\r\n");
                                }));
        try (SmtpDouble server = SmtpDouble.start(silentOnce);
                Rig rig = new Rig(server.port())) {
            EmailRequested request = killOnce(rig, () -> !rig.taken(server).isEmpty());
            assertThat(rig.taken(server))
                    .hasSize(2)
                    .allSatisfy(t -> assertThat(t.content())
                            .contains(Requests.codeOf(request))
                            .contains("Message-ID: <" + Derivation.messageId(Requests.idOf(request))));
        }
    }

    /** A mailer in a process of its own is killed once it is so; another one then sends. */
    private EmailRequested killOnce(Rig rig, BooleanSupplier condition) throws Exception {
        EmailRequested request = rig.request("killed");
        try (ServiceProcess mailer = ServiceProcess.start(MailerMain.class, rig.variables(), folder)) {
            rig.ask(request);
            rig.await("the moment to kill it", Duration.ofSeconds(60), condition);
            mailer.kill();
        }
        rig.mailer();
        rig.await(
                "sent",
                Duration.ofSeconds(40),
                () -> !rig.deliveries(EmailSent.class).isEmpty());
        return request;
    }
}
