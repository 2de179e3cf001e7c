package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.DOT;
import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.first;
import static dev.sixpost.mailer.smtp.Script.good;
import static dev.sixpost.mailer.smtp.Script.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.mailer.smtp.Script;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

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
                                .contains(codeOf(request))
                                .contains("To: " + request.recipient() + "\r\n")
                                .contains("Message-ID: <" + Derivation.messageId(Rig.idOf(request))
                                        + "@platform.example>\r\n"));
            }
            assertThat(rig.delayed()).isEmpty();
        }
    }

    @Test
    void aTemporaryRefusalTravelsThroughTheDelayedTopicAndArrives() throws Exception {
        Script refusing = good().at(RCPT, first(2, reply("451 4.7.1 later"), reply("250 fine")));
        try (SmtpDouble server = SmtpDouble.start(refusing);
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            rig.ask(rig.request("grey"));
            rig.await(
                    "sent",
                    Duration.ofSeconds(60),
                    () -> !rig.deliveries(EmailSent.class).isEmpty());
            assertThat(rig.deliveries(EmailDelayed.class))
                    .hasSize(2)
                    .allSatisfy(d -> assertThat(d.smtpCode()).isEqualTo(451));
            assertThat(rig.delayed().stream().map(r -> r.partition())).containsExactly(0, 1);
            assertThat(rig.taken(server)).hasSize(1);
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

    @Test
    void aMailThatTakesLongerThanTheLockIsSentOnce() throws Exception {
        Script slow = good().at(DOT, with -> {
            LockSupport.parkNanos(Duration.ofSeconds(13).toNanos());
            with.take();
            with.say("250 at last\r\n");
        });
        try (SmtpDouble server = SmtpDouble.start(slow);
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            rig.mailer();
            rig.ask(rig.request("slow"));
            rig.await(
                    "sent",
                    Duration.ofSeconds(40),
                    () -> !rig.deliveries(EmailSent.class).isEmpty());
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            rig.await("a second one had its chance", SOON, () -> System.nanoTime() > until);
            assertThat(server.heard())
                    .filteredOn(l -> l.startsWith("RCPT TO:<" + rig.address("slow")))
                    .hasSize(1);
            assertThat(rig.taken(server)).hasSize(1);
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
        }
    }

    @Test
    void aMailRefusedUntilItsCodeExpiresIsGivenUpAsExpired() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good().answering(RCPT, "451 4.7.1 later"));
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            String name = "never";
            rig.ask(rig.request(
                    name, Instant.now().plusSeconds(9), Rig.KEYS.current().id()));
            rig.await("failed", SOON, () -> !rig.deliveries(EmailFailed.class).isEmpty());
            assertThat(rig.deliveries(EmailDelayed.class)).hasSize(1);
            assertThat(rig.deliveries(EmailFailed.class)).singleElement().satisfies(f -> {
                assertThat(f.reason()).isEqualTo("expired");
                assertThat(f.permanent()).isFalse();
            });
            assertThat(rig.taken(server)).isEmpty();
        }
    }

    @Test
    void whatExpiredOrBrokeInTheDelayedTopicDoesNotComeBack() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            String name = "expired";
            ProducerRecord<byte[], byte[]> expired = Rig.recordOf(rig.request(
                    name, Instant.now().plusSeconds(2), Rig.KEYS.current().id()));
            ProducerRecord<byte[], byte[]> alive = Rig.recordOf(rig.request("alive"));
            String delayed = Topic.EMAILS_DELAYED.name();
            rig.write(new ProducerRecord<>(delayed, 0, null, null, expired.value(), expired.headers()));
            rig.write(new ProducerRecord<>(delayed, 0, null, null, "{".getBytes(StandardCharsets.UTF_8)));
            rig.write(new ProducerRecord<>(delayed, 0, null, null, alive.value(), alive.headers()));
            rig.mailer();
            rig.await(
                    "the living one sent",
                    SOON,
                    () -> !rig.deliveries(EmailSent.class).isEmpty());
            rig.await(
                    "the others told",
                    SOON,
                    () -> !rig.deliveries(EmailFailed.class).isEmpty()
                            && !rig.seen(Topic.DEAD_LETTERS).isEmpty());
            assertThat(rig.deliveries(EmailFailed.class))
                    .extracting(EmailFailed::reason)
                    .containsExactly("expired");
            assertThat(rig.taken(server)).hasSize(1);
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
            String key = Rig.KEYS.current().id();
            Instant later = Instant.now().plusSeconds(600);
            rig.ask(rig.request(rig.address("victim"), rig.address("thief"), later, key));
            rig.ask(rig.request("late", Instant.now(), key));
            rig.await(
                    "both failed", SOON, () -> rig.deliveries(EmailFailed.class).size() == 2);
            assertThat(rig.deliveries(EmailFailed.class))
                    .extracting(EmailFailed::reason)
                    .containsExactlyInAnyOrder("unrenderable", "expired");
            assertThat(rig.taken(server)).isEmpty();
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
                            .contains(codeOf(request))
                            .contains("Message-ID: <" + Derivation.messageId(Rig.idOf(request))));
        }
    }

    /** A mailer in a process of its own is killed once it is so; another one then sends. */
    private static EmailRequested killOnce(Rig rig, BooleanSupplier condition) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailerMain.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(rig.variables());
        Process process = builder.start();
        EmailRequested request = rig.request("killed");
        try {
            rig.ask(request);
            rig.await("the moment to kill it", Duration.ofSeconds(60), condition);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        rig.mailer();
        rig.await(
                "sent",
                Duration.ofSeconds(40),
                () -> !rig.deliveries(EmailSent.class).isEmpty());
        return request;
    }

    private static String codeOf(EmailRequested request) {
        return Derivation.code(
                Rig.KEYS.current(),
                Nonce.bytes(request.nonce()),
                request.application(),
                request.purpose(),
                request.email(),
                request.codeLength());
    }
}
