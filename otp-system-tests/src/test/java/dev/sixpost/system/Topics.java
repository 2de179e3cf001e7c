package dev.sixpost.system;

import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics as any client sees them: read_committed, from their beginning. */
final class Topics implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything committed so far. */
    List<ConsumerRecord<byte[], byte[]>> all(Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assignFromBeginning(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, WAIT);
            long deadline = System.nanoTime() + WAIT.toNanos();
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("end of " + topic.name() + " not reached within " + WAIT);
                }
                consumer.poll(POLL).forEach(found::add);
            }
        }
        return found;
    }

    /** The events of a type, in the order found. */
    <E extends Event> List<Envelope<?>> events(Topic topic, Class<E> type) {
        return all(topic).stream()
                .map(EventCodec::decode)
                .filter(Decoded.Read.class::isInstance)
                .<Envelope<?>>map(decoded -> ((Decoded.Read) decoded).envelope())
                .filter(envelope -> type.isInstance(envelope.event()))
                .toList();
    }

    /** The first record that matches, there already or yet to come. */
    ConsumerRecord<byte[], byte[]> await(Topic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assignFromBeginning(consumer, topic);
            long deadline = System.nanoTime() + WAIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (wanted.test(found)) {
                        return found;
                    }
                }
            }
        }
        throw new AssertionError("nothing such on " + topic.name() + " within " + WAIT);
    }

    /** The first event that matches, there already or yet to come. */
    <E extends Event> Envelope<?> awaitEvent(Topic topic, Class<E> type, Predicate<E> wanted) {
        ConsumerRecord<byte[], byte[]> found = await(
                topic,
                record -> EventCodec.decode(record) instanceof Decoded.Read read
                        && type.isInstance(read.envelope().event())
                        && wanted.test(type.cast(read.envelope().event())));
        return ((Decoded.Read) EventCodec.decode(found)).envelope();
    }

    private static List<TopicPartition> assignFromBeginning(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), WAIT).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        // What a commit makes visible wakes no fetch that waits.
                        "fetch.max.wait.ms", "50",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
