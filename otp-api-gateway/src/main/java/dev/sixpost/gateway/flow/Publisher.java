package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.Unwritten;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a record on Kafka and returns when all replicas have it. So many may be under way; one more, one that is not
 * confirmed in time, and one that fails are all refused as unavailable.
 */
public final class Publisher implements AutoCloseable {
    private static final int MAX_IN_FLIGHT = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final BrokerClock clock;
    private final Counter unconfirmed;
    private final Unwritten unwritten = new Unwritten(System::nanoTime);
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);

    public Publisher(Producer<byte[], byte[]> producer, BrokerClock clock, MeterRegistry registry) {
        this.producer = producer;
        this.clock = clock;
        this.unconfirmed = Counter.builder("otp.gateway.unconfirmed")
                .description("Records Kafka did not confirm in time")
                .register(registry);
    }

    /** Where it lies. */
    public RecordMetadata publish(ProducerRecord<byte[], byte[]> encoded) throws InterruptedException {
        if (!room.tryAcquire()) {
            throw refused();
        }
        Confirmation confirmation = new Confirmation(encoded.topic());
        try {
            Future<RecordMetadata> _ = producer.send(encoded, confirmation::completed);
        } catch (KafkaException | IllegalStateException e) {
            confirmation.completed(null, e);
        }
        try {
            return confirmation.done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw refused();
        }
    }

    /** What cannot be written just now. */
    public Optional<String> trouble() {
        return unwritten.trouble();
    }

    private Refused refused() {
        unconfirmed.increment();
        return new Refused(Problem.unavailable());
    }

    @Override
    public void close() {
        producer.close(GRACE);
    }

    /** Room is given back when Kafka's client has let go of the record, not when the caller has given up. */
    private final class Confirmation {
        private final String topic;
        private final CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
        private final AtomicBoolean left = new AtomicBoolean();

        private Confirmation(String topic) {
            this.topic = topic;
        }

        private void completed(@Nullable RecordMetadata where, @Nullable Exception failure) {
            if (left.compareAndSet(false, true)) {
                room.release();
            }
            if (failure != null || where == null) {
                Exception why = failure == null ? new IllegalStateException("nowhere") : failure;
                unwritten.failed(topic, why);
                done.completeExceptionally(why);
                return;
            }
            unwritten.written(topic);
            if (where.hasTimestamp()) {
                clock.acknowledged(where.timestamp());
            }
            done.complete(where);
        }
    }
}
