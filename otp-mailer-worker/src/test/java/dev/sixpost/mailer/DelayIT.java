package dev.sixpost.mailer;

import static dev.sixpost.mailer.smtp.Script.Step.RCPT;
import static dev.sixpost.mailer.smtp.Script.first;
import static dev.sixpost.mailer.smtp.Script.good;
import static dev.sixpost.mailer.smtp.Script.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.mailer.smtp.Script;
import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Mails that have to wait. */
final class DelayIT {
    private static final Duration SOON = Duration.ofSeconds(30);

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
    void aMailRefusedUntilItsCodeExpiresIsGivenUpAsExpired() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good().answering(RCPT, "451 4.7.1 later"));
                Rig rig = new Rig(server.port())) {
            rig.mailer();
            String name = "never";
            rig.ask(rig.request(
                    name, Instant.now().plusSeconds(9), Requests.KEYS.current().id()));
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
    void whatIsTooLargeToBePutAsideOrToComeBackIsBuriedAndTheNextOneIsSent() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            ProducerRecord<byte[], byte[]> keyless =
                    Requests.recordOf(rig.request("keyless", Instant.now().plusSeconds(600), "not-here"));
            keyless.headers().add("baggage", new byte[80_000]);
            ProducerRecord<byte[], byte[]> large = Requests.recordOf(rig.request("large"));
            ProducerRecord<byte[], byte[]> alive = Requests.recordOf(rig.request("alive"));
            large.headers().add("baggage", new byte[80_000]);
            String delayed = Topic.EMAILS_DELAYED.name();
            rig.write(keyless);
            rig.write(new ProducerRecord<>(delayed, 0, null, null, large.value(), large.headers()));
            rig.write(new ProducerRecord<>(delayed, 0, null, null, alive.value(), alive.headers()));
            rig.mailer();
            rig.await(
                    "the living one sent, the others buried",
                    SOON,
                    () -> !rig.deliveries(EmailSent.class).isEmpty()
                            && rig.seen(Topic.DEAD_LETTERS).size() >= 2);
            assertThat(rig.taken(server)).hasSize(1);
        }
    }

    @Test
    void whatExpiredOrBrokeInTheDelayedTopicDoesNotComeBack() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(good());
                Rig rig = new Rig(server.port())) {
            String name = "expired";
            ProducerRecord<byte[], byte[]> expired = Requests.recordOf(rig.request(
                    name, Instant.now().plusSeconds(2), Requests.KEYS.current().id()));
            ProducerRecord<byte[], byte[]> alive = Requests.recordOf(rig.request("alive"));
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
}
