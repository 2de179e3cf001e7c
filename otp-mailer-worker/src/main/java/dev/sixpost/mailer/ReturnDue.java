package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.DeadLetters;
import dev.sixpost.mailer.Conclusion.Failed;
import dev.sixpost.mailer.mail.Composer;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Moves due records back to {@code otp.emails} and their position forward, in one transaction: each is there again once,
 * whatever dies in between. What has expired becomes EmailFailed. For one thread.
 */
final class ReturnDue implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Function<String, Optional<ApplicationConfigured>> applications;
    private final Composer composer;
    private final BrokerClock clock;
    private final MailerMetrics metrics;
    private @Nullable Producer<byte[], byte[]> producer;

    ReturnDue(
            Supplier<Producer<byte[], byte[]>> producers,
            Function<String, Optional<ApplicationConfigured>> applications,
            Composer composer,
            BrokerClock clock,
            MailerMetrics metrics) {
        this.producers = producers;
        this.applications = applications;
        this.composer = composer;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Throws where nothing was moved; the caller then begins again at the committed positions. */
    void returnDue(List<ConsumerRecord<byte[], byte[]>> due, ConsumerGroupMetadata group) {
        try {
            Producer<byte[], byte[]> current = producer();
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            current.beginTransaction();
            for (ConsumerRecord<byte[], byte[]> found : due) {
                // The commit fails where one of these did.
                var _ = moved(found).map(current::send);
                positions.put(
                        new TopicPartition(found.topic(), found.partition()),
                        new OffsetAndMetadata(found.offset() + 1));
            }
            current.sendOffsetsToTransaction(positions, group);
            current.commitTransaction();
            metrics.returned(due.size());
        } catch (KafkaException | IllegalStateException e) {
            close();
            throw e;
        }
    }

    private Optional<ProducerRecord<byte[], byte[]>> moved(ConsumerRecord<byte[], byte[]> found) {
        return switch (DeliverMail.read(found)) {
            case Decoded.Tombstone _ -> Optional.empty();
            case Decoded.Unreadable(String reason) -> Optional.of(DeadLetters.of(found, DeliverMail.SERVICE, reason));
            case Decoded.Read(Envelope<?> envelope) ->
                Optional.of(
                        envelope.event() instanceof EmailRequested request
                                ? returnedOrExpired(found, envelope.with(request))
                                : DeadLetters.of(found, DeliverMail.SERVICE, "unexpected-type"));
        };
    }

    private ProducerRecord<byte[], byte[]> returnedOrExpired(
            ConsumerRecord<byte[], byte[]> found, Envelope<EmailRequested> requested) {
        Instant now = clock.now();
        if (now.isBefore(requested.event().expiresAt())) {
            return DeliveryEvents.returned(found);
        }
        Conclusion expired = new Failed(null, null, Plan.EXPIRED, false);
        ApplicationConfigured application =
                applications.apply(requested.event().application()).orElse(null);
        return DeliveryEvents.event(
                requested, Attempt.of(found.headers()), composer.messageId(requested.id(), application), expired, now);
    }

    /** A new producer under the same identity ends whatever the one before left open. */
    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
            current.initTransactions();
        }
        return current;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> last = producer;
        producer = null;
        if (last != null) {
            last.close(CLOSE);
        }
    }
}
