package dev.sixpost.issuer.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The producer of what the verifier needs, from the first batch that has some until one that fails. Where the broker refuses
 * Kafka's client an identity for want of rights, it asks again without a pause for as long as it is open, also when idle: so
 * one that has nothing acknowledged is closed with the batch, and the loop's pauses bound how often a new one asks. For one
 * thread.
 */
final class Openings implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration acknowledgedWithin;
    private @Nullable Producer<byte[], byte[]> producer;

    Openings(Supplier<Producer<byte[], byte[]>> producers, Duration acknowledgedWithin) {
        this.producers = producers;
        this.acknowledgedWithin = acknowledgedWithin;
    }

    /** Hands them over; a new producer has to have the first one acknowledged before anything else is done. */
    List<Future<RecordMetadata>> send(List<ProducerRecord<byte[], byte[]>> opened, Callback acknowledged)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        if (opened.isEmpty()) {
            return sent;
        }
        Producer<byte[], byte[]> current = producer;
        boolean isNew = current == null;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        for (ProducerRecord<byte[], byte[]> opening : opened) {
            sent.add(current.send(opening, acknowledged));
        }
        if (isNew) {
            sent.getFirst().get(acknowledgedWithin.toMillis(), TimeUnit.MILLISECONDS);
        }
        return sent;
    }

    void flush() {
        if (producer != null) {
            producer.flush();
        }
    }

    /** At once: what is not acknowledged comes again with the batch. */
    void giveUp() {
        close(Duration.ZERO);
    }

    @Override
    public void close() {
        close(LAST_WORDS);
    }

    private void close(Duration patience) {
        Producer<byte[], byte[]> last = producer;
        producer = null;
        if (last != null) {
            last.close(patience);
        }
    }
}
