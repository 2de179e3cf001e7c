package dev.sixpost.verifier;

import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning and keeps what it saw. */
final class Reader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    Reader(KafkaClients clients, IsolationLevel isolation, Topic topic) {
        consumer = clients.tail("reader", isolation);
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The envelopes that fit, once there are as many. */
    List<Envelope<?>> await(int count, Predicate<Envelope<?>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (matching(wanted).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited for " + count + " events, saw "
                        + matching(wanted).size());
            }
            poll(Duration.ofMillis(50));
        }
        return matching(wanted);
    }

    /** The records that fit, once there are as many. */
    List<ConsumerRecord<byte[], byte[]>> records(int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seen.stream().filter(wanted).count() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited for " + count + " records");
            }
            poll(Duration.ofMillis(50));
        }
        return seen.stream().filter(wanted).toList();
    }

    /** Whatever fits until the end of the topic as it is now. */
    List<Envelope<?>> toTheEnd(Predicate<Envelope<?>> wanted) {
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                poll(Duration.ofMillis(50));
            }
        });
        return matching(wanted);
    }

    private void poll(Duration wait) {
        consumer.poll(wait).forEach(seen::add);
    }

    private List<Envelope<?>> matching(Predicate<Envelope<?>> wanted) {
        List<Envelope<?>> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : seen) {
            if (EventCodec.decode(record) instanceof Decoded.Read read && wanted.test(read.envelope())) {
                found.add(read.envelope());
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
