package dev.sixpost.issuer.flow;

import dev.sixpost.issuer.decide.Ask;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.decide.Source;
import dev.sixpost.issuer.store.DeliveryReport;
import dev.sixpost.issuer.store.RefusedGuess;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.kit.kafka.DeadLetters;
import dev.sixpost.kit.trace.TraceContext;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Reads what was polled. A record that is no event of its topic, or fits no table, becomes a dead letter. */
final class Intake {
    static final String SERVICE = "otp-issuer";

    private static final int ID_BYTES = 16;

    private final Entropy entropy;
    private final IssuerMeters meters;

    Intake(Entropy entropy, IssuerMeters meters) {
        this.entropy = entropy;
        this.meters = meters;
    }

    /** {@code published} knows of a request's position whether its answer is on Kafka already. */
    Batch sort(List<ConsumerRecord<byte[], byte[]>> found, Predicate<Position> published) {
        Sorting sorting = new Sorting(published);
        found.forEach(sorting::add);
        return sorting.batch();
    }

    /** The letter about a record that turned out not to be processable. */
    ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> found, String reason) {
        return DeadLetters.of(found, SERVICE, reason);
    }

    private final class Sorting {
        private final Predicate<Position> published;
        private final List<Ask> asks = new ArrayList<>();
        private final List<OtpVerified> verified = new ArrayList<>();
        private final List<RefusedGuess> refused = new ArrayList<>();
        private final List<DeliveryReport> deliveries = new ArrayList<>();
        private final List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();

        private Sorting(Predicate<Position> published) {
            this.published = published;
        }

        private Batch batch() {
            return new Batch(asks, verified, refused, deliveries, letters);
        }

        private void add(ConsumerRecord<byte[], byte[]> found) {
            switch (EventCodec.decode(found)) {
                case Decoded.Tombstone() -> meters.tombstone();
                case Decoded.Unreadable(String reason) -> letters.add(letter(found, reason));
                case Decoded.Read(var envelope) -> add(found, envelope);
            }
        }

        private void add(ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope) {
            if (!belongs(found.topic(), envelope.event())) {
                letters.add(letter(found, "unexpected-type"));
            } else if (!isStorable(envelope)) {
                letters.add(letter(found, "out-of-bounds"));
            } else if (envelope.event() instanceof OtpRequested wanted) {
                asks.add(Ask.of(found(Source.REQUESTS, found, envelope), wanted, fresh(), traceparent(envelope)));
            } else if (envelope.event() instanceof SignupRequested wanted) {
                asks.add(Ask.of(found(Source.SIGNUPS, found, envelope), wanted, fresh(), traceparent(envelope)));
            } else if (envelope.event() instanceof OtpVerified verdict) {
                verified.add(verdict);
            } else if (envelope.event() instanceof OtpRefused verdict) {
                refused.add(new RefusedGuess(verdict, envelope.time()));
            } else if (envelope.event() instanceof Delivery delivery) {
                deliveries.add(new DeliveryReport(delivery, Instant.ofEpochMilli(found.timestamp())));
            }
        }

        private Ask.Found found(Source source, ConsumerRecord<byte[], byte[]> found, Envelope<?> envelope) {
            Position position = new Position(source, found.partition(), found.offset());
            String positionAsId = found.topic() + "-" + found.partition() + "-" + found.offset();
            return new Ask.Found(
                    position,
                    Instant.ofEpochMilli(found.timestamp()),
                    envelope.id(),
                    !envelope.id().equals(positionAsId),
                    published.test(position));
        }

        private Ask.Fresh fresh() {
            return new Ask.Fresh(HexFormat.of().formatHex(entropy.bytes(ID_BYTES)), Nonce.fresh(entropy));
        }
    }

    private static String traceparent(Envelope<?> envelope) {
        return TraceContext.following(envelope.traceparent()).traceparent();
    }

    private static boolean belongs(String topic, Event event) {
        if (topic.equals(Topic.REQUESTS.name())) {
            return event instanceof OtpRequested;
        }
        if (topic.equals(Topic.SIGNUPS.name())) {
            return event instanceof SignupRequested;
        }
        return topic.equals(Topic.RESULTS.name())
                ? event instanceof OtpVerified || event instanceof OtpRefused
                : event instanceof Delivery;
    }

    private static boolean isStorable(Envelope<?> envelope) {
        Event event = envelope.event();
        return (!(event instanceof OtpRequested wanted) || Storable.is(envelope.id(), wanted))
                && (!(event instanceof SignupRequested signup) || Storable.is(envelope.id(), signup))
                && (!(event instanceof OtpVerified verdict) || Storable.is(verdict))
                && (!(event instanceof OtpRefused verdict) || Storable.is(verdict))
                && (!(event instanceof Delivery delivery) || Storable.is(delivery));
    }
}
