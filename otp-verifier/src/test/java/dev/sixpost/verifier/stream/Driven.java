package dev.sixpost.verifier.stream;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Seal;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.Verdict;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology in a driver, with the topics around it and a clock that is the broker's. */
final class Driven implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Map<String, List<TestRecord<byte[], byte[]>>> read = new HashMap<>();
    private long now = Story.START;

    Driven(Keys keys) {
        VerifierMeters meters = new VerifierMeters(new SimpleMeterRegistry());
        Parts parts = new Parts(keys, 1, new KeyedComparer(keys, meters), new CommitPace(() -> 0), meters);
        Properties settings = new Properties();
        settings.put("application.id", "driven");
        settings.put("bootstrap.servers", "nowhere:1");
        driver = new TopologyTestDriver(
                VerifierTopology.of(parts, Stores.inMemoryKeyValueStore(VerificationProcessor.STORE)),
                settings,
                Instant.ofEpochMilli(now));
        input = driver.createInputTopic(
                Topic.VERIFICATIONS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void after(Duration time) {
        now += time.toMillis();
    }

    long now() {
        return now;
    }

    void write(ChallengeOpened opened) {
        write(EventId.of(ChallengeOpened.class, opened.challengeId()), opened, opened.email());
    }

    void write(String id, VerifyOtp command) {
        write(id, command, command.email() == null ? Story.EMAIL : command.email());
    }

    void write(String id, Event event, String email) {
        pipe(encoded(id, event, email));
    }

    void writeMoved(String id, VerifyOtp command, long time, Keys keys) {
        ProducerRecord<byte[], byte[]> record = encoded(id, command, Story.EMAIL);
        String seal = Seal.of(keys.current(), id, time, record.value());
        record.headers().add(Moves.TIME_HEADER, seal.getBytes(StandardCharsets.UTF_8));
        pipe(record);
    }

    void writeTraced(String id, VerifyOtp command, String traceparent) {
        ProducerRecord<byte[], byte[]> record = encoded(id, command, Story.EMAIL);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        pipe(record);
    }

    void put(@Nullable String key, @Nullable String value) {
        pipe(new ProducerRecord<>(Topic.VERIFICATIONS.name(), bytes(key), bytes(value)));
    }

    void sweep() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    List<Verdict> verdicts() {
        return events(Topic.RESULTS, Verdict.class);
    }

    List<String> told() {
        return verdicts().stream().map(Driven::told).toList();
    }

    /** With the command each verdict names as its cause. */
    List<String> toldTo() {
        return envelopes(Topic.RESULTS).stream()
                .map(verdict -> verdict.causationId() + ": " + told((Verdict) verdict.event()))
                .toList();
    }

    private static String told(Verdict verdict) {
        return switch (verdict) {
            case OtpVerified verified -> "verified";
            case OtpRefused refused ->
                refused.reason() + (refused.attemptsRemaining() == null ? "" : " " + refused.attemptsRemaining());
        };
    }

    List<EmailVerified> proofs() {
        return events(Topic.EMAIL_VERIFIED, EmailVerified.class);
    }

    List<String> keys(Topic topic) {
        return records(topic).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Keys of what compaction is to forget. */
    List<String> tombstones(Topic topic) {
        return records(topic).stream()
                .filter(record -> record.value() == null)
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> moved() {
        return records(Topic.VERIFICATIONS);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return records(Topic.DEAD_LETTERS);
    }

    long stored() {
        return entries().size();
    }

    String storedText() {
        StringBuilder text = new StringBuilder();
        entries().forEach(entry -> text.append(new String(entry.value, StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    /** Changes every stored state behind the back of the verifier. */
    void tamper(UnaryOperator<byte[]> change) {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(VerificationProcessor.STORE);
        entries().forEach(entry -> store.put(entry.key, change.apply(entry.value)));
    }

    private List<KeyValue<Bytes, byte[]>> entries() {
        List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = driver.<Bytes, byte[]>getKeyValueStore(VerificationProcessor.STORE)
                .all()) {
            all.forEachRemaining(found::add);
        }
        return found;
    }

    private static ProducerRecord<byte[], byte[]> encoded(String id, Event event, String email) {
        String subject = Subject.of(event.application(), email.toLowerCase(java.util.Locale.ROOT));
        return EventCodec.encode(
                Topic.VERIFICATIONS,
                subject,
                new Envelope<>(id, event, "/driven", Instant.ofEpochMilli(Story.START), null, null));
    }

    private void pipe(ProducerRecord<byte[], byte[]> record) {
        input.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), now));
    }

    private <E> List<E> events(Topic topic, Class<E> type) {
        return envelopes(topic).stream().map(found -> type.cast(found.event())).toList();
    }

    List<Envelope<?>> envelopes(Topic topic) {
        List<Envelope<?>> envelopes = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : records(topic)) {
            if (EventCodec.decode(asRead(topic, record)) instanceof Decoded.Read found) {
                envelopes.add(found.envelope());
            }
        }
        return envelopes;
    }

    /** Everything written so far, also what an earlier call has read. */
    private List<TestRecord<byte[], byte[]>> records(Topic topic) {
        List<TestRecord<byte[], byte[]>> all = read.computeIfAbsent(topic.name(), _ -> new ArrayList<>());
        var output = driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        while (!output.isEmpty()) {
            all.add(output.readRecord());
        }
        return all;
    }

    private static ConsumerRecord<byte[], byte[]> asRead(Topic topic, TestRecord<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        return new ConsumerRecord<>(
                topic.name(),
                0,
                0,
                Optional.ofNullable(record.timestamp()).orElse(0L),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key(),
                record.value(),
                headers,
                Optional.empty());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
