package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.Unwritten;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records on Kafka. So many may be under way; one more, one that is not confirmed in time, and one that fails are
 * all refused as unavailable.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int MAX_IN_FLIGHT = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final BrokerClock clock;
    private final Watchdog watchdog;
    private final Counter unconfirmed;
    private final Unwritten unwritten = new Unwritten(System::nanoTime);
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);

    public Publisher(Producer<byte[], byte[]> producer, BrokerClock clock, Watchdog watchdog, MeterRegistry registry) {
        this.producer = producer;
        this.clock = clock;
        this.watchdog = watchdog;
        this.unconfirmed = Counter.builder("otp.gateway.unconfirmed")
                .description("Records Kafka did not confirm in time")
                .register(registry);
    }

    /**
     * Has Kafka's client learn where the topics lie, so that no caller waits for that. Where it cannot in time, it asks
     * again when it has something for them.
     */
    public void learn(Set<Topic> topics) {
        try {
            topics.forEach(topic -> producer.partitionsFor(topic.name()));
        } catch (KafkaException | IllegalStateException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("where topics lie is learned with the first requests");
        }
    }

    /** Returns when all replicas have it, with where it lies. */
    public RecordMetadata publish(ProducerRecord<byte[], byte[]> encoded) throws InterruptedException {
        return send(encoded, () -> {}, () -> {}).requireWritten();
    }

    /** Returns once Kafka's client has it; one of the two is called by the thread that learns of it, or by this one, and is short. */
    public Publication send(ProducerRecord<byte[], byte[]> encoded, Runnable written, Runnable failed) {
        if (!room.tryAcquire()) {
            throw refused();
        }
        Sent sent = new Sent(encoded.topic(), written, failed);
        try {
            Future<RecordMetadata> _ = producer.send(encoded, sent::completed);
        } catch (KafkaException | IllegalStateException e) {
            sent.completed(null, e);
        }
        sent.handedOver();
        return sent;
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
    private final class Sent implements Publication {
        private final String topic;
        private final Runnable written;
        private final Runnable failed;
        private final CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
        private final AtomicBoolean left = new AtomicBoolean();
        private long untilNanos;

        private Sent(String topic, Runnable written, Runnable failed) {
            this.topic = topic;
            this.written = written;
            this.failed = failed;
        }

        /** Kafka's client may have taken its time to learn where the topic lies; that does not count. */
        private void handedOver() {
            untilNanos = System.nanoTime() + PATIENCE.toNanos();
        }

        private void completed(@Nullable RecordMetadata where, @Nullable Exception failure) {
            if (left.compareAndSet(false, true)) {
                room.release();
            }
            if (failure != null || where == null) {
                Exception why = failure == null ? new IllegalStateException("nowhere") : failure;
                unwritten.failed(topic, why);
                done.completeExceptionally(why);
                failed.run();
                return;
            }
            unwritten.written(topic);
            if (where.hasTimestamp()) {
                clock.acknowledged(where.timestamp());
            }
            written.run();
            done.complete(where);
        }

        @Override
        public boolean hasFailed() {
            return done.isCompletedExceptionally();
        }

        @Override
        public RecordMetadata requireWritten() throws InterruptedException {
            Duration left = Duration.ofNanos(untilNanos - System.nanoTime());
            try (Watchdog.Watched _ = watchdog.after(left, () -> done.completeExceptionally(new TimeoutException()))) {
                return done.get();
            } catch (ExecutionException e) {
                throw refused();
            }
        }
    }
}
