package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** From {@code otp.emails} to the relay and to {@code otp.deliveries}. */
final class MailerIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void eachEmailRequestedBecomesOneMailWithItsCodeAndOneEmailSent() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            List<EmailRequested> requests = IntStream.range(0, 40)
                    .mapToObj(i -> rig.request("person" + i + ""))
                    .toList();
            for (EmailRequested request : requests) {
                rig.ask(request);
            }
            rig.mailer();
            rig.await("all sent", SOON, () -> rig.deliveries(EmailSent.class).size() == 40);
            assertThat(rig.taken(server)).hasSize(40);
            assertThat(server.connections()).isLessThanOrEqualTo(8);
            for (EmailRequested request : requests) {
                assertThat(rig.taken(server))
                        .filteredOn(t -> t.recipients().equals(List.of(request.recipient())))
                        .singleElement()
                        .satisfies(t -> assertThat(t.content())
                                .contains(Requests.codeOf(request))
                                .contains("To: " + request.recipient() + "\r\n")
                                .contains("Message-ID: <" + Derivation.messageId(Requests.idOf(request))
                                        + "@platform.example>\r\n"));
            }
            assertThat(rig.delayed()).isEmpty();
        }
    }

    @Test
    void aRefusedAddressIsGivenUpForGood() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good().answering(RCPT, "550 5.1.1 nobody"));
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            rig.ask(rig.request("nobody"));
            rig.await("failed", SOON, () -> !rig.deliveries(EmailFailed.class).isEmpty());
            assertThat(rig.deliveries(EmailFailed.class)).singleElement().satisfies(f -> {
                assertThat(f.reason()).isEqualTo("rejected-by-server");
                assertThat(f.permanent()).isTrue();
                assertThat(f.smtpCode()).isEqualTo(550);
                assertThat(f.relay()).isEqualTo("default");
            });
        }
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheNextRecordIsSent() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            rig.write(new ProducerRecord<>(Topic.EMAILS.name(), "{nonsense".getBytes(StandardCharsets.UTF_8)));
            rig.write(new ProducerRecord<>(Topic.EMAILS.name(), null));
            rig.ask(rig.request("next"));
            rig.await("sent", SOON, () -> !rig.deliveries(EmailSent.class).isEmpty());
            rig.await("buried", SOON, () -> !rig.seen(Topic.DEAD_LETTERS).isEmpty());
            assertThat(rig.seen(Topic.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> assertThat(new String(
                                    letter.headers().lastHeader("dlq.reason").value(), StandardCharsets.UTF_8))
                            .isEqualTo("no-type"));
        }
    }

    @Test
    void whatCannotBeSentSaysWhy() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            String key = Requests.KEYS.current().id();
            Instant later = Instant.now().plusSeconds(600);
            rig.ask(Requests.request(rig.application, rig.address("victim"), rig.address("thief"), later, key));
            rig.ask(rig.request("late", Instant.now(), key));
            rig.await(
                    "both failed", SOON, () -> rig.deliveries(EmailFailed.class).size() == 2);
            assertThat(rig.deliveries(EmailFailed.class))
                    .extracting(EmailFailed::reason)
                    .containsExactlyInAnyOrder("unrenderable", "expired");
            assertThat(rig.taken(server)).isEmpty();
        }
    }

    /** S-37: what waited through an outage goes out over the connections there are, and nothing of it after its time. */
    @Test
    void aBacklogIsSentWithoutAHerdAndWhatExpiredMeanwhileIsNot() throws Exception {
        int alive = 300;
        String key = Requests.KEYS.current().id();
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            for (int i = 0; i < alive; i++) {
                rig.ask(rig.request("late" + i, Instant.now(), key));
                rig.ask(rig.request("alive" + i));
            }
            rig.mailer();
            rig.await(
                    "all settled",
                    Duration.ofSeconds(60),
                    () -> rig.deliveries(EmailSent.class).size()
                                    + rig.deliveries(EmailFailed.class).size()
                            == 2 * alive);
            assertThat(rig.deliveries(EmailFailed.class))
                    .hasSize(alive)
                    .allSatisfy(failed -> assertThat(failed.reason()).isEqualTo("expired"));
            assertThat(rig.taken(server)).hasSize(alive);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("RCPT TO:<late"));
            assertThat(server.connections()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void aMailOfAnErasedAddressIsDroppedAndTheNextOfThatAddressIsSent() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            rig.ask(rig.request("gone"));
            rig.erase("gone");
            rig.mailer();
            rig.await("dropped", SOON, () -> !rig.deliveries(EmailFailed.class).isEmpty());
            rig.ask(rig.request("gone"));
            rig.await("sent", SOON, () -> !rig.deliveries(EmailSent.class).isEmpty());
            assertThat(rig.deliveries(EmailFailed.class))
                    .singleElement()
                    .extracting(EmailFailed::reason)
                    .isEqualTo("erased");
            assertThat(rig.taken(server)).hasSize(1);
        }
    }

    @Test
    void aKeyThatIsMissingIsWaitedForAndHoldsUpNobody() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            String name = "keyless";
            rig.ask(rig.request(name, Instant.now().plusSeconds(600), "not-here"));
            rig.ask(rig.request("other"));
            rig.await(
                    "the other one sent",
                    SOON,
                    () -> !rig.deliveries(EmailSent.class).isEmpty());
            rig.await("waiting", SOON, () -> !rig.deliveries(EmailDelayed.class).isEmpty());
            assertThat(rig.deliveries(EmailFailed.class)).isEmpty();
            assertThat(rig.seen(Topic.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void aRecordWrittenTwiceIsOneMail() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            EmailRequested request = rig.request("twice");
            rig.ask(request);
            rig.ask(request);
            rig.ask(rig.request("marker"));
            rig.await("sent", SOON, () -> rig.deliveries(EmailSent.class).size() == 2);
            rig.await("three said", SOON, () -> rig.seen(Topic.DELIVERIES).size() >= 3);
            assertThat(rig.taken(server)).hasSize(2);
        }
    }
}
