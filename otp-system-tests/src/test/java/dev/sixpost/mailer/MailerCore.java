package dev.sixpost.mailer;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.mailer.smtp.Verdict;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The mailer without Kafka and SMTP: what it plans, what it concludes, and what it says about it. */
public final class MailerCore {
    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final Keys keys;

    public MailerCore(Function<String, Optional<ApplicationConfigured>> applications, Keys keys) {
        this.applications = applications;
        this.keys = keys;
    }

    /** A record of {@code otp.emails} in hand. */
    public record Task(ConsumerRecord<byte[], byte[]> found, Envelope<EmailRequested> requested, int attempt) {
        public String eventId() {
            return requested.id();
        }

        public EmailRequested request() {
            return requested.event();
        }
    }

    public static Task read(ConsumerRecord<byte[], byte[]> found) {
        Decoded.Read read = (Decoded.Read) EventCodec.decode(found);
        EmailRequested request = (EmailRequested) read.envelope().event();
        return new Task(found, read.envelope().with(request), Attempt.of(found.headers()));
    }

    /** What is concluded without asking a relay; empty where the mail is to be sent. */
    public Optional<Object> concludedBefore(Task task, boolean lastDelivery, Instant now) {
        EmailRequested request = task.request();
        Plan plan = Plan.of(
                request,
                task.attempt(),
                lastDelivery,
                now,
                applications.apply(request.application()),
                keys.find(request.keyId()));
        return switch (plan) {
            case Plan.GiveUp(String reason) -> Optional.of(new Conclusion.Failed(null, null, reason, false));
            case Plan.Postpone(boolean soon, String _) ->
                Optional.of(Conclusion.delayed(null, null, soon ? 0 : task.attempt(), now, request.expiresAt()));
            case Plan.Send _ -> Optional.empty();
        };
    }

    /** What a relay's verdict comes to. */
    public static Object concluded(Task task, Verdict verdict, Instant now) {
        return Conclusion.of(
                Optional.of(new Relays.Attempt("default", verdict)),
                task.attempt(),
                Duration.ZERO,
                now,
                task.request().expiresAt());
    }

    public List<ProducerRecord<byte[], byte[]>> records(Task task, Object conclusion, Instant now) {
        return DeliveryEvents.of(
                task.found(),
                task.requested(),
                task.attempt(),
                Derivation.messageId(task.eventId()),
                (Conclusion) conclusion,
                now);
    }

    public String code(EmailRequested request) {
        return Derivation.code(
                keys.find(request.keyId()).orElseThrow(),
                Nonce.bytes(request.nonce()),
                request.application(),
                request.purpose(),
                request.email(),
                request.codeLength());
    }

    /** Whether a delayed record's tier is over. */
    public static boolean isDue(ConsumerRecord<byte[], byte[]> delayed, Instant now) {
        Waiting waiting = new Waiting();
        waiting.add(delayed);
        return !waiting.takeDue(now).isEmpty();
    }

    /** What a due record becomes. */
    public static ProducerRecord<byte[], byte[]> returned(ConsumerRecord<byte[], byte[]> delayed, Instant now) {
        Task task = read(delayed);
        return now.isBefore(task.request().expiresAt())
                ? DeliveryEvents.returned(delayed)
                : DeliveryEvents.event(
                        task.requested(),
                        task.attempt(),
                        Derivation.messageId(task.eventId()),
                        new Conclusion.Failed(null, null, Plan.EXPIRED, false),
                        now);
    }
}
