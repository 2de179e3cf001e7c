package dev.sixpost.bench;

import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A downstream service: reads EmailVerified, committed ones only. */
final class Proofs implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration READY = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<String> read;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;

    Proofs(String bootstrap, Consumer<String> read) {
        this.read = read;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("proofs").start(this::run);
    }

    void awaitReady() throws IOException, InterruptedException {
        if (!assigned.await(READY.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(Topic.EMAIL_VERIFIED.name() + " cannot be read");
        }
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.EMAIL_VERIFIED.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            assigned.countDown();
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (EventCodec.decode(found) instanceof Decoded.Read event
                            && event.envelope().event() instanceof EmailVerified proof) {
                        read.accept(proof.email());
                    }
                }
            }
        } catch (WakeupException e) {
            // close() asked for it.
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
