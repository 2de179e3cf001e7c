package dev.sixpost.mailer;

import dev.sixpost.kit.trace.TraceContext;
import dev.sixpost.mailer.Conclusion.Awaiting;
import dev.sixpost.mailer.Conclusion.Delayed;
import dev.sixpost.mailer.Conclusion.Delivered;
import dev.sixpost.mailer.Conclusion.Failed;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailSent;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records that say how a try ended. The same try gives the same event identities, whoever makes it. Pure. */
final class DeliveryEvents {
    private static final String SOURCE = "/sixpost/mailer";

    private DeliveryEvents() {}

    /** For the record that was found; {@code attempt} counts the tries before this one. */
    static List<ProducerRecord<byte[], byte[]>> of(
            ConsumerRecord<byte[], byte[]> found,
            Envelope<EmailRequested> requested,
            int attempt,
            String messageId,
            Conclusion conclusion,
            Instant now) {
        ProducerRecord<byte[], byte[]> event = event(requested, attempt, messageId, conclusion, now);
        return switch (conclusion) {
            case Delivered _, Failed _ -> List.of(event);
            case Delayed(var _, var _, Tier tier) -> List.of(delayed(found, tier, attempt + 1), event);
            case Awaiting(Tier tier) -> {
                ProducerRecord<byte[], byte[]> delayed = delayed(found, tier, attempt + 1);
                Attempt.waited(delayed.headers());
                yield Attempt.waits(found.headers()) == 0 ? List.of(delayed, event) : List.of(delayed);
            }
        };
    }

    /** What the record becomes once it is due: itself, under no key, so that it goes to whoever is free. */
    static ProducerRecord<byte[], byte[]> returned(ConsumerRecord<byte[], byte[]> delayed) {
        return new ProducerRecord<>(Topic.EMAILS.name(), null, null, null, delayed.value(), delayed.headers());
    }

    static ProducerRecord<byte[], byte[]> event(
            Envelope<EmailRequested> requested, int attempt, String messageId, Conclusion conclusion, Instant now) {
        EmailRequested request = requested.event();
        Delivery delivery = delivery(request, messageId, conclusion, now);
        String key = Subject.of(request.application(), request.email());
        return EventCodec.encode(
                Topic.DELIVERIES,
                key,
                new Envelope<>(
                        id(requested.id(), attempt, delivery),
                        delivery,
                        SOURCE,
                        now,
                        request.requestId(),
                        TraceContext.following(requested.traceparent()).traceparent()));
    }

    private static ProducerRecord<byte[], byte[]> delayed(
            ConsumerRecord<byte[], byte[]> found, Tier tier, int attempt) {
        byte[] key = tier.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        ProducerRecord<byte[], byte[]> delayed = new ProducerRecord<>(
                Topic.EMAILS_DELAYED.name(), tier.partition(), null, key, found.value(), found.headers());
        Attempt.write(delayed.headers(), attempt);
        return delayed;
    }

    private static Delivery delivery(EmailRequested r, String messageId, Conclusion conclusion, Instant now) {
        return switch (conclusion) {
            case Delivered(String relay, int code) ->
                new EmailSent(r.application(), r.challengeId(), r.requestId(), relay, code, messageId);
            case Delayed(String relay, Integer code, Tier tier) ->
                new EmailDelayed(
                        r.application(),
                        r.challengeId(),
                        r.requestId(),
                        relay,
                        code,
                        messageId,
                        now.plus(tier.delay()));
            case Awaiting(Tier tier) -> delivery(r, messageId, new Delayed(null, null, tier), now);
            case Failed(String relay, Integer code, String reason, boolean permanent) ->
                new EmailFailed(
                        r.application(), r.challengeId(), r.requestId(), relay, code, messageId, reason, permanent);
        };
    }

    private static String id(String requestedId, int attempt, Delivery delivery) {
        return switch (delivery) {
            case EmailSent _ -> EventId.of(EmailSent.class, requestedId);
            case EmailFailed _ -> EventId.of(EmailFailed.class, requestedId);
            case EmailDelayed _ -> EventId.of(EmailDelayed.class, requestedId, Integer.toString(attempt + 1));
        };
    }
}
