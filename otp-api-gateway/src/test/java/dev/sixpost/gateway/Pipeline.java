package dev.sixpost.gateway;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Stands where issuer, verifier and mailer stand: reads what a gateway writes, and writes whatever a test tells it to. */
final class Pipeline implements AutoCloseable {
    /** A record a gateway wrote. */
    record Seen(String topic, String key, Envelope<?> envelope) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaClients clients;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final Thread thread;
    private volatile Consumer<Seen> script = _ -> {};
    private volatile Consumer<Seen> signUps = _ -> {};

    Pipeline(String bootstrapServers) throws InterruptedException {
        clients = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers)));
        Provisioning.ensure(clients, Topic.ALL);
        producer = clients.producer("pipeline");
        thread = Thread.ofPlatform().name("pipeline").start(this::read);
        if (!reading.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the pipeline does not read");
        }
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = clients.tail("pipeline", IsolationLevel.READ_UNCOMMITTED)) {
            List<TopicPartition> all = new ArrayList<>();
            for (Topic topic :
                    List.of(Topic.REQUESTS, Topic.SIGNUPS, Topic.VERIFICATIONS, Topic.SIGNALS, Topic.SESSIONS)) {
                consumer.partitionsFor(topic.name())
                        .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
            }
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            reading.countDown();
            while (!closing.get()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                    if (EventCodec.decode(found) instanceof Decoded.Read read) {
                        Seen one = new Seen(
                                found.topic(), new String(found.key(), StandardCharsets.UTF_8), read.envelope());
                        seen.add(one);
                        if (read.envelope().event() instanceof SignupRequested) {
                            signUps.accept(one);
                        } else {
                            script.accept(one);
                        }
                    }
                }
            }
        }
    }

    /** What happens on each request and command a gateway writes from now on. */
    void script(Consumer<Seen> next) {
        script = next;
    }

    /** What happens on each sign-up from now on. */
    void signUps(Consumer<Seen> next) {
        signUps = next;
    }

    /** What a gateway wrote under an identity, once it has been read. */
    Seen await(String id) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            for (Seen one : seen) {
                if (one.envelope().id().equals(id)) {
                    return one;
                }
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("no such record was written");
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** What was written about one address, however late what other tests have written is read. */
    List<Seen> seen(String application, String email) {
        String subject = Subject.of(application, email);
        return seen.stream().filter(one -> one.key().equals(subject)).toList();
    }

    /** The events of a type, once there are so many. */
    List<Seen> await(Class<? extends Event> type, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<Seen> found = List.of();
        while (found.size() < count && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            found = seen.stream()
                    .filter(one -> type.isInstance(one.envelope().event()))
                    .toList();
        }
        return found;
    }

    /** Settings of an application, on the compacted topic. */
    void configure(String json) {
        var settings = ApplicationSettings.complete(Json.LENIENT.readTree(json));
        send(EventCodec.encode(
                Topic.APPLICATIONS,
                settings.id(),
                new Envelope<>(
                        EventId.of(settings.getClass(), settings.id()), settings, "/test", Instant.now(), null, null)));
    }

    void write(Topic topic, String key, String id, Event event, @Nullable String causationId) {
        send(EventCodec.encode(topic, key, new Envelope<>(id, event, "/test", Instant.now(), causationId, null)));
    }

    void write(Topic topic, int partition, String key, String id, Event event, @Nullable String causationId) {
        send(EventCodec.encode(
                topic, partition, key, new Envelope<>(id, event, "/test", Instant.now(), causationId, null)));
    }

    /** Returns once the broker has it. */
    void send(ProducerRecord<byte[], byte[]> encoded) {
        try {
            producer.send(encoded).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing.set(true);
        producer.close(Duration.ofSeconds(1));
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
