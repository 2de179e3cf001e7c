package dev.sixpost.mailer.mail;

import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Requests and settings as they come from Kafka. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Samples() {}

    public static EmailRequested request() {
        return request("ada@recipient.example", "Ada@recipient.example", DeliveryForm.CODE, MailKind.CODE);
    }

    static EmailRequested request(String email, String recipient, DeliveryForm delivery, MailKind kind) {
        return request(email, recipient, "fedcba9876543210fedcba9876543210", delivery, kind);
    }

    static EmailRequested challenge(String challengeId) {
        return request("ada@recipient.example", "ada@recipient.example", challengeId, DeliveryForm.CODE, MailKind.CODE);
    }

    private static EmailRequested request(
            String email, String recipient, String challengeId, DeliveryForm delivery, MailKind kind) {
        return new EmailRequested(
                "acme",
                email,
                recipient,
                Purpose.SIGNUP,
                "0123456789abcdef0123456789abcdef",
                challengeId,
                Nonce.fresh(Entropy.secure()),
                "k1",
                6,
                "en",
                delivery,
                NOW.plusSeconds(600),
                null,
                kind);
    }

    public static ApplicationConfigured application(String settings) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topic.APPLICATIONS.name(), 0, 0, utf8("acme"), utf8(settings));
        record.headers()
                .add("ce_specversion", utf8("1.0"))
                .add("ce_id", utf8("1"))
                .add("ce_source", utf8("/test"))
                .add("ce_time", utf8("2026-01-01T00:00:00Z"))
                .add("ce_type", utf8("otp.ApplicationConfigured.v1"));
        if (EventCodec.decode(record) instanceof Decoded.Read(var envelope)
                && envelope.event() instanceof ApplicationConfigured configured) {
            return configured;
        }
        throw new IllegalArgumentException("not settings: " + EventCodec.decode(record));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
