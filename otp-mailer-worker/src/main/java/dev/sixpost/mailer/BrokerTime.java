package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Asks the broker what time it is, with a record that nobody will see: its transaction is aborted. */
final class BrokerTime {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private BrokerTime() {}

    static void learn(Producer<byte[], byte[]> transactional, BrokerClock clock) {
        try (transactional) {
            transactional.initTransactions();
            transactional.beginTransaction();
            RecordMetadata written = transactional
                    .send(new ProducerRecord<>(Topic.DELIVERIES.name(), null))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            clock.acknowledged(written.timestamp());
            transactional.abortTransaction();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while asking Kafka for the time", e);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new StartException(
                    "Kafka does not take a transaction on " + Topic.DELIVERIES.name() + "; check the broker's"
                            + " transaction settings and this service's rights",
                    e);
        }
    }
}
