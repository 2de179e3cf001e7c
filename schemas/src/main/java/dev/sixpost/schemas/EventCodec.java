package dev.sixpost.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudEvents 1.0 over Kafka: writes binary mode; reads binary mode, structured mode and, on the topics of commands,
 * bare JSON. Reading never throws.
 */
public final class EventCodec {
    public static final String STRUCTURED = "application/cloudevents+json";

    private static final String JSON = "application/json";
    private static final String SPEC_VERSION = "1.0";
    private static final int MAX_HEADERS = 64;
    private static final int MAX_ATTRIBUTE_BYTES = 1024;

    /** What a record without CloudEvents attributes is, on the topics where those are optional. */
    private static final Map<String, Class<? extends Event>> BARE = Map.of(
            Topic.REQUESTS.name(), OtpRequested.class,
            Topic.SIGNUPS.name(), SignupRequested.class,
            Topic.VERIFICATIONS.name(), VerifyOtp.class);

    private EventCodec() {}

    public static ProducerRecord<byte[], byte[]> encode(Topic topic, @Nullable String key, Envelope<?> envelope) {
        return encode(topic, null, key, envelope);
    }

    /** With the partition chosen by the caller; null leaves it to the key. */
    public static ProducerRecord<byte[], byte[]> encode(
            Topic topic, @Nullable Integer partition, @Nullable String key, Envelope<?> envelope) {
        ProducerRecord<byte[], byte[]> encoded = new ProducerRecord<>(
                topic.name(),
                partition,
                key == null ? null : utf8(key),
                Json.LENIENT.writeValueAsBytes(envelope.event()));
        writeAttributes(encoded.headers(), envelope);
        return encoded;
    }

    static void writeAttributes(Headers headers, Envelope<?> envelope) {
        headers.add("ce_specversion", utf8(SPEC_VERSION));
        headers.add("ce_id", utf8(envelope.id()));
        headers.add("ce_type", utf8(EventTypes.nameOf(envelope.event().getClass())));
        headers.add("ce_source", utf8(envelope.source()));
        headers.add("ce_time", utf8(envelope.time().toString()));
        if (envelope.causationId() != null) {
            headers.add("ce_causationid", utf8(envelope.causationId()));
        }
        if (envelope.traceparent() != null) {
            headers.add("traceparent", utf8(envelope.traceparent()));
        }
        headers.add("content-type", utf8(JSON));
    }

    public static Decoded decode(ConsumerRecord<byte[], byte[]> found) {
        byte[] value = found.value();
        if (value == null) {
            return new Decoded.Tombstone();
        }
        try {
            if (found.headers().toArray().length > MAX_HEADERS) {
                throw new Unreadable("too-many-headers");
            }
            String contentType = attribute(found.headers(), "content-type").orElse(JSON);
            if (contentType.startsWith(STRUCTURED)) {
                return structured(found, value);
            }
            Optional<String> type = attribute(found.headers(), "ce_type");
            return type.isPresent() ? binary(found, type.get(), value) : bare(found, value);
        } catch (Unreadable e) {
            return new Decoded.Unreadable(e.reason);
        }
    }

    private static Decoded binary(ConsumerRecord<byte[], byte[]> found, String type, byte[] value) throws Unreadable {
        Headers headers = found.headers();
        requireVersion(attribute(headers, "ce_specversion"));
        return read(
                found,
                type,
                attribute(headers, "ce_id"),
                attribute(headers, "ce_source"),
                attribute(headers, "ce_time"),
                attribute(headers, "ce_causationid"),
                value);
    }

    private static Decoded structured(ConsumerRecord<byte[], byte[]> found, byte[] value) throws Unreadable {
        if (!(tree(value) instanceof ObjectNode event)) {
            throw new Unreadable("unparseable");
        }
        requireVersion(member(event, "specversion"));
        JsonNode data = event.get("data");
        if (data == null) {
            throw new Unreadable("no-data");
        }
        return read(
                found,
                member(event, "type").orElseThrow(() -> new Unreadable("no-type")),
                member(event, "id"),
                member(event, "source"),
                member(event, "time"),
                member(event, "causationid"),
                Json.LENIENT.writeValueAsBytes(data));
    }

    private static Decoded bare(ConsumerRecord<byte[], byte[]> found, byte[] value) throws Unreadable {
        Class<? extends Event> type = BARE.get(found.topic());
        if (type == null) {
            throw new Unreadable("no-type");
        }
        return read(
                found,
                EventTypes.nameOf(type),
                attribute(found.headers(), "ce_id"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                value);
    }

    private static Decoded read(
            ConsumerRecord<byte[], byte[]> found,
            String typeName,
            Optional<String> id,
            Optional<String> source,
            Optional<String> time,
            Optional<String> causationId,
            byte[] value)
            throws Unreadable {
        Class<? extends Event> type = EventTypes.find(typeName).orElseThrow(() -> new Unreadable("unknown-type"));
        Event event;
        try {
            event = type == ApplicationConfigured.class
                    ? ApplicationSettings.complete(Json.LENIENT.readTree(value))
                    : Json.LENIENT.readValue(value, type);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new Unreadable("unparseable");
        }
        if (event == null) {
            throw new Unreadable("unparseable");
        }
        boolean mayLackIdentity = BARE.get(found.topic()) == type;
        if (id.isEmpty() && !mayLackIdentity) {
            throw new Unreadable("no-id");
        }
        return new Decoded.Read(new Envelope<>(
                id.orElseGet(() -> found.topic() + "-" + found.partition() + "-" + found.offset()),
                event,
                source.orElse("/" + found.topic()),
                time.isPresent() ? instant(time.get()) : Instant.ofEpochMilli(found.timestamp()),
                causationId.orElse(null),
                attribute(found.headers(), "traceparent").orElse(null)));
    }

    private static JsonNode tree(byte[] value) throws Unreadable {
        try {
            return Json.LENIENT.readTree(value);
        } catch (JacksonException e) {
            throw new Unreadable("unparseable");
        }
    }

    private static void requireVersion(Optional<String> version) throws Unreadable {
        if (!version.equals(Optional.of(SPEC_VERSION))) {
            throw new Unreadable("unsupported-version");
        }
    }

    private static Optional<String> member(ObjectNode event, String name) throws Unreadable {
        JsonNode member = event.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isString() || member.asString().length() > MAX_ATTRIBUTE_BYTES) {
            throw new Unreadable("bad-attribute");
        }
        return Optional.of(member.asString());
    }

    /** An attribute that stands twice is refused: which one wins must not depend on the reader. */
    private static Optional<String> attribute(Headers headers, String name) throws Unreadable {
        Header found = null;
        for (Header header : headers.headers(name)) {
            if (found != null) {
                throw new Unreadable("duplicate-attribute");
            }
            found = header;
        }
        if (found == null || found.value() == null) {
            return Optional.empty();
        }
        if (found.value().length > MAX_ATTRIBUTE_BYTES) {
            throw new Unreadable("bad-attribute");
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(found.value()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Unreadable("bad-attribute");
        }
    }

    private static Instant instant(String time) throws Unreadable {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new Unreadable("bad-attribute");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Carries a reason out of the reading; no stack trace, it is an outcome. */
    private static final class Unreadable extends Exception {
        private final String reason;

        private Unreadable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
