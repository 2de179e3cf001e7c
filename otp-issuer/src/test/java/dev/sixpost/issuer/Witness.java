package dev.sixpost.issuer;

import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads, from their beginning, all topics the issuer writes, and sees what is committed. */
public final class Witness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<Topic> WRITTEN = List.of(
            Topic.CHALLENGES, Topic.EMAILS, Topic.VERIFICATIONS, Topic.SIGNALS, Topic.SESSIONS, Topic.DEAD_LETTERS);

    private final Consumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    Witness(KafkaClients clients) {
        this.consumer = clients.tail("witness", IsolationLevel.READ_COMMITTED);
        List<TopicPartition> partitions = WRITTEN.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first event of the type that fits, once there is one. */
    public <E extends Event> E await(Class<E> type, Predicate<E> fits) {
        return awaitEnvelopes(type, fits, 1).getFirst().event();
    }

    /** Those that fit, once there are at least as many. */
    public <E extends Event> List<Envelope<E>> awaitEnvelopes(Class<E> type, Predicate<E> fits, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Envelope<E>> found = now(type, fits);
            if (found.size() >= count) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        found.size() + " of " + count + " " + type.getSimpleName() + " came in " + PATIENCE);
            }
            poll(Duration.ofMillis(200));
        }
    }

    /** What fits of all that is there by now. */
    public <E extends Event> List<Envelope<E>> all(Class<E> type, Predicate<E> fits) {
        catchUp();
        return now(type, fits);
    }

    /** The partitions on which there is something of the topic. */
    public Set<Integer> partitionsUsed(Topic topic) {
        catchUp();
        return seen.stream()
                .filter(one -> one.topic().equals(topic.name()) && one.value() != null)
                .map(ConsumerRecord::partition)
                .collect(Collectors.toSet());
    }

    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        catchUp();
        return seen.stream()
                .filter(one -> one.topic().equals(Topic.DEAD_LETTERS.name()))
                .toList();
    }

    public List<ConsumerRecord<byte[], byte[]>> emptyRecords() {
        catchUp();
        return seen.stream().filter(one -> one.value() == null).toList();
    }

    public void awaitDeadLetter(Predicate<ConsumerRecord<byte[], byte[]>> fits) {
        Poll.until(() -> deadLetters().stream().anyMatch(fits));
    }

    public List<ConsumerRecord<byte[], byte[]>> awaitDeadLetters(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (deadLetters().size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(deadLetters().size() + " of " + count + " dead letters came");
            }
            poll(Duration.ofMillis(200));
        }
        return deadLetters();
    }

    private <E extends Event> List<Envelope<E>> now(Class<E> type, Predicate<E> fits) {
        List<Envelope<E>> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one : seen) {
            read(one, type).filter(envelope -> fits.test(envelope.event())).ifPresent(found::add);
        }
        return found;
    }

    private static <E extends Event> Optional<Envelope<E>> read(ConsumerRecord<byte[], byte[]> one, Class<E> type) {
        if (EventCodec.decode(one) instanceof Decoded.Read(Envelope<?> envelope) && type.isInstance(envelope.event())) {
            return Optional.of(new Envelope<>(
                    envelope.id(),
                    type.cast(envelope.event()),
                    envelope.source(),
                    envelope.time(),
                    envelope.causationId(),
                    envelope.traceparent()));
        }
        return Optional.empty();
    }

    /** Reads to where the topics end now, as far as transactions have ended. */
    private void catchUp() {
        var ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the topics cannot be read to their end");
            }
            poll(Duration.ofMillis(100));
        }
    }

    private void poll(Duration patience) {
        consumer.poll(patience).forEach(seen::add);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
