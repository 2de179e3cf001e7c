package dev.sixpost.bench;

import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the flows of a run left on the topics, read once the run is over and its costs are noted. */
final class Trail implements AutoCloseable {
    private static final List<Topic> TOPICS = List.of(
            Topic.REQUESTS,
            Topic.CHALLENGES,
            Topic.EMAILS,
            Topic.DELIVERIES,
            Topic.VERIFICATIONS,
            Topic.RESULTS,
            Topic.EMAIL_VERIFIED);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int QUIET_POLLS = 120;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private Map<TopicPartition, Long> begins;

    Trail(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        begins = consumer.endOffsets(partitions);
    }

    /** A run begins: what is on the topics already is not its own. */
    void begin() {
        begins = consumer.endOffsets(partitions);
    }

    /** By subject, what was written since {@link #begin}; no more than there is where nothing comes for a minute. */
    Map<String, Seen> follow() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        begins.forEach(consumer::seek);
        Map<String, Seen> seen = new HashMap<>();
        for (int quiet = 0; quiet < QUIET_POLLS && isBefore(ends); quiet++) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                take(found, seen);
                quiet = 0;
            }
        }
        return seen;
    }

    private boolean isBefore(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static void take(ConsumerRecord<byte[], byte[]> found, Map<String, Seen> seen) {
        if (EventCodec.decode(found) instanceof Decoded.Read read) {
            String subject = read.envelope().event() instanceof EmailRequested mail
                    ? Subject.of(mail.application(), mail.email())
                    : found.key() == null ? "" : new String(found.key(), StandardCharsets.US_ASCII);
            Seen.Kind.of(read.envelope().event())
                    .ifPresent(kind ->
                            seen.computeIfAbsent(subject, s -> new Seen()).add(kind, found.timestamp()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
