package dev.sixpost.simulation;

import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A log of partitions with transactions and broker time. What was written stays; the clock only moves on. */
final class Broker {
    static final int PARTITIONS = 2;

    /** Tiers of the delayed topic. */
    private static final int TIERS = 4;

    private static final long TRANSACTION_TIMEOUT = 8_000;

    record Stored(
            ConsumerRecord<byte[], byte[]> found, @Nullable Transaction transaction) {
        boolean isCommitted() {
            return transaction == null || transaction.fate == Transaction.Fate.COMMITTED;
        }
    }

    /** Records from a position on, and the position after them. */
    record Polled(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    private final Map<TopicPartition, List<Stored>> log = new HashMap<>();
    private final Map<String, Transaction> open = new HashMap<>();

    /** The verifier's changelog, as far as it is committed. */
    private final Map<Integer, Map<String, byte[]>> changelog = new HashMap<>();

    private final Random random;
    private long now = 1_700_000_000_000L;

    Broker(Random random) {
        this.random = random;
    }

    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
        for (Transaction transaction : List.copyOf(open.values())) {
            if (now - transaction.begunAt > TRANSACTION_TIMEOUT) {
                abort(transaction);
            }
        }
    }

    static List<TopicPartition> partitions(Topic topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < (topic.equals(Topic.EMAILS_DELAYED) ? TIERS : PARTITIONS); i++) {
            partitions.add(new TopicPartition(topic.name(), i));
        }
        return partitions;
    }

    ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> written, @Nullable Transaction transaction) {
        if (transaction != null && !transaction.isOpen()) {
            throw new Fenced();
        }
        now++;
        TopicPartition at = new TopicPartition(written.topic(), partition(written));
        List<Stored> partition = log.computeIfAbsent(at, _ -> new ArrayList<>());
        ConsumerRecord<byte[], byte[]> stored = new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                partition.size(),
                now,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                written.key(),
                written.value(),
                copy(written.headers()),
                Optional.empty());
        partition.add(new Stored(stored, transaction));
        return stored;
    }

    private int partition(ProducerRecord<byte[], byte[]> written) {
        Integer chosen = written.partition();
        if (chosen != null) {
            return chosen;
        }
        return written.key() == null
                ? random.nextInt(PARTITIONS)
                : Utils.toPositive(Utils.murmur2(written.key())) % PARTITIONS;
    }

    /** Each reader gets headers of its own: they are written to. */
    private static Headers copy(Headers headers) {
        return new RecordHeaders(headers);
    }

    List<Stored> all(TopicPartition at) {
        return log.getOrDefault(at, List.of());
    }

    Polled committed(TopicPartition at, long from, int most) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        List<Stored> partition = all(at);
        long next = from;
        while (next < partition.size() && found.size() < most) {
            Stored stored = partition.get((int) next);
            if (stored.transaction() != null && stored.transaction().isOpen()) {
                break;
            }
            if (stored.isCommitted()) {
                found.add(withOwnHeaders(stored.found()));
            }
            next++;
        }
        return new Polled(found, next);
    }

    static ConsumerRecord<byte[], byte[]> withOwnHeaders(ConsumerRecord<byte[], byte[]> found) {
        return new ConsumerRecord<>(
                found.topic(),
                found.partition(),
                found.offset(),
                found.timestamp(),
                found.timestampType(),
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                found.key(),
                found.value(),
                copy(found.headers()),
                Optional.empty());
    }

    /** Ends whatever a predecessor of that identity left open. */
    Transaction begin(String id) {
        Transaction before = open.get(id);
        if (before != null) {
            abort(before);
        }
        Transaction begun = new Transaction(id, now);
        open.put(id, begun);
        return begun;
    }

    void abort(Transaction transaction) {
        if (transaction.isOpen()) {
            transaction.fate = Transaction.Fate.ABORTED;
            open.remove(transaction.id);
        }
    }

    void commit(Transaction transaction, Group group) {
        if (!transaction.isOpen()) {
            throw new Fenced();
        }
        transaction.fate = Transaction.Fate.COMMITTED;
        open.remove(transaction.id);
        group.committed(transaction.offsets);
        transaction.state.forEach((partition, values) -> {
            Map<String, byte[]> stored = changelog.computeIfAbsent(partition, _ -> new HashMap<>());
            values.forEach((subject, value) -> {
                if (value == null) {
                    stored.remove(subject);
                } else {
                    stored.put(subject, value);
                }
            });
        });
    }

    Map<String, byte[]> restored(int partition) {
        return new HashMap<>(changelog.getOrDefault(partition, Map.of()));
    }
}
