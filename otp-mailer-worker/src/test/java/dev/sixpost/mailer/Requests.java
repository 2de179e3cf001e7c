package dev.sixpost.mailer;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.DeliveryForm;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.MailKind;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests for mails as the issuer writes them. */
final class Requests {
    static final String KEY = Keys.fresh(Entropy.secure());
    static final Keys KEYS = Keys.parse(KEY);

    private Requests() {}

    static EmailRequested request(String application, String email, String recipient, Instant expiresAt, String keyId) {
        return new EmailRequested(
                application,
                email,
                recipient,
                Purpose.SIGNUP,
                UUID.randomUUID().toString().replace("-", ""),
                UUID.randomUUID().toString().replace("-", ""),
                Nonce.fresh(Entropy.secure()),
                keyId,
                6,
                "en",
                DeliveryForm.CODE,
                expiresAt,
                null,
                MailKind.CODE);
    }

    static String idOf(EmailRequested request) {
        return EventId.of(EmailRequested.class, request.requestId(), request.challengeId());
    }

    static ProducerRecord<byte[], byte[]> recordOf(EmailRequested request) {
        return EventCodec.encode(
                Topic.EMAILS,
                null,
                new Envelope<>(idOf(request), request, "/rig", Instant.now(), request.requestId(), null));
    }

    static String codeOf(EmailRequested request) {
        return Derivation.code(
                KEYS.current(),
                Nonce.bytes(request.nonce()),
                request.application(),
                request.purpose(),
                request.email(),
                request.codeLength());
    }
}
