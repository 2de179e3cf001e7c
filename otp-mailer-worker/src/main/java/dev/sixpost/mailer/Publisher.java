package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.Unwritten;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and does not give up: what became of a mail must not be forgotten because Kafka is away for a while.
 * What the producer has taken it repeats itself, so that the broker knows it again, until the mail's code has expired:
 * only after that, and what it has not taken, is written anew. Each acknowledgement sets the broker's clock. Safe for many threads.
 */
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final BrokerClock clock;
    private final Unwritten unwritten = new Unwritten(System::nanoTime);
    private final CountDownLatch closing = new CountDownLatch(1);

    Publisher(Producer<byte[], byte[]> producer, BrokerClock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * Returns once all are acknowledged, each written once while it matters; throws InterruptedException where this is
     * closed before.
     */
    void publish(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> left = unwritten(records);
        Duration pause = FIRST_PAUSE;
        while (!left.isEmpty()) {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            left = unwritten(left);
        }
    }

    /** Those that are still to be written after this try. */
    private List<ProducerRecord<byte[], byte[]>> unwritten(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(send(record));
        }
        List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (!isWritten(records.get(i).topic(), sent.get(i))) {
                left.add(records.get(i));
            }
        }
        return left;
    }

    private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record);
        } catch (KafkaException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends with the producer's own delivery timeout: a timer for each mail would wake a thread for nothing. */
    private boolean isWritten(String topic, Future<RecordMetadata> acknowledgement) throws InterruptedException {
        try {
            RecordMetadata written = acknowledgement.get();
            clock.acknowledged(written.timestamp());
            unwritten.written(topic);
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            unwritten.failed(topic, cause);
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", cause.getClass().getSimpleName())
                    .log("what became of a mail cannot be written, trying again");
            return false;
        }
    }

    /** What cannot be written just now. */
    Optional<String> trouble() {
        return unwritten.trouble();
    }

    @Override
    public void close() {
        closing.countDown();
        producer.close(Duration.ofSeconds(5));
    }
}
