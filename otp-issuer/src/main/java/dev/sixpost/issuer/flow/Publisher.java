package dev.sixpost.issuer.flow;

import dev.sixpost.kit.kafka.BrokerClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts a batch on Kafka: first what the verifier needs, then outcomes, mails and consumed offsets in one transaction. The
 * openings travel while the transaction fills, and are acknowledged before it commits: whoever gets the mail finds the
 * challenge open. Both producers are flushed as soon as all is handed over, so that their linger only ever gathers; offsets
 * come after outcomes, because somebody waits for these, and the producer does one after the other.
 */
final class Publisher {
    static final Duration ACKNOWLEDGED = Duration.ofSeconds(12);

    private final Openings openings;
    private final Producer<byte[], byte[]> transactions;
    private final BrokerClock clock;
    private int turn;

    Publisher(Openings openings, Producer<byte[], byte[]> transactions, BrokerClock clock) {
        this.openings = openings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns once everything is committed.
     *
     * @throws NotPublishedException where it is not, or nobody knows
     */
    void publish(
            List<ProducerRecord<byte[], byte[]>> opened,
            List<ProducerRecord<byte[], byte[]>> announced,
            Map<TopicPartition, OffsetAndMetadata> consumed,
            ConsumerGroupMetadata group) {
        try {
            transactions.beginTransaction();
            List<Future<RecordMetadata>> sent = openings.send(opened, this::learn);
            turn = (turn + 1) & Integer.MAX_VALUE;
            for (ProducerRecord<byte[], byte[]> announcement : announced) {
                sent.add(transactions.send(placed(announcement), this::learn));
            }
            transactions.flush();
            if (!sent.stream().allMatch(Future::isDone)) {
                openings.flush();
            }
            transactions.sendOffsetsToTransaction(consumed, group);
            for (Future<RecordMetadata> one : sent) {
                one.get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
            }
            transactions.commitTransaction();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublishedException(e, abort());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw new NotPublishedException(e, abort());
        }
    }

    /**
     * What has no key goes to one partition per transaction, and to the next one in the following: by itself a producer
     * stays with a partition until a batch's worth of bytes is written, and the few workers that read it would be alone
     * with all the mails.
     */
    private ProducerRecord<byte[], byte[]> placed(ProducerRecord<byte[], byte[]> record) {
        if (record.key() != null || record.partition() != null) {
            return record;
        }
        int partitions = transactions.partitionsFor(record.topic()).size();
        return new ProducerRecord<>(record.topic(), turn % partitions, record.key(), record.value(), record.headers());
    }

    /** False where the transaction's fate is open, or another instance has taken over: these clients are done. */
    private boolean abort() {
        try {
            openings.giveUp();
            transactions.abortTransaction();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void learn(@Nullable RecordMetadata acknowledged, @Nullable Exception failure) {
        if (failure == null && acknowledged != null && acknowledged.hasTimestamp()) {
            clock.acknowledged(acknowledged.timestamp());
        }
    }
}
