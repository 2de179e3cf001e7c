package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.BrokerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and does not give up: what became of a mail must not be forgotten because Kafka is away for a while.
 * Each acknowledgement sets the broker's clock. Safe for many threads.
 */
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Above the producer's own delivery timeout, which ends each try. */
    private static final Duration TRY = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final BrokerClock clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    Publisher(Producer<byte[], byte[]> producer, BrokerClock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /** Returns once all are acknowledged; throws InterruptedException where this is closed before. */
    void publish(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!written(records)) {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean written(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        try {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                acknowledgements.add(producer.send(record));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                RecordMetadata written = acknowledgement.get(TRY.toMillis(), TimeUnit.MILLISECONDS);
                clock.acknowledged(written.timestamp());
            }
            return true;
        } catch (KafkaException | IllegalStateException | ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.atWarn()
                    .addKeyValue("error", cause.getClass().getSimpleName())
                    .log("what became of a mail cannot be written, trying again");
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        producer.close(Duration.ofSeconds(5));
    }
}
