package dev.sixpost.schemas;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * CloudEvents 1.0 over Kafka: writes binary mode; reads binary mode, structured mode and, on the topics of commands,
 * bare JSON. Reading never throws.
 */
public final class EventCodec {
    public static final String STRUCTURED = "application/cloudevents+json";

    private static final String JSON = "application/json";
    private static final String SPEC_VERSION = "1.0";
    private static final String CLOUD_EVENTS = "application/cloudevents";
    private static final int MAX_BYTES = 1024 * 1024;

    /** Partition and offset of a record whose place is not known. */
    static final int NOWHERE = -1;

    /** What a record without CloudEvents attributes is, on the topics where those are optional. */
    private static final Map<String, Class<? extends Event>> BARE = Map.of(
            Topic.REQUESTS.name(), OtpRequested.class,
            Topic.SIGNUPS.name(), SignupRequested.class,
            Topic.VERIFICATIONS.name(), VerifyOtp.class);

    private static final Pattern PLACE = Pattern.compile(
            BARE.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")-\\d+-\\d+")));

    private EventCodec() {}

    public static ProducerRecord<byte[], byte[]> encode(Topic topic, @Nullable String key, Envelope<?> envelope) {
        return encode(topic, null, key, envelope);
    }

    /** With the partition chosen by the caller; null leaves it to the key. */
    public static ProducerRecord<byte[], byte[]> encode(
            Topic topic, @Nullable Integer partition, @Nullable String key, Envelope<?> envelope) {
        ProducerRecord<byte[], byte[]> encoded =
                new ProducerRecord<>(topic.name(), partition, key == null ? null : utf8(key), value(envelope.event()));
        writeAttributes(encoded.headers(), envelope);
        return encoded;
    }

    static byte[] value(Event event) {
        return Json.LENIENT.writeValueAsBytes(event);
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
            Attributes.bound(found.headers());
            if (value.length > MAX_BYTES) {
                throw new UnreadableException("too-large");
            }
            String text = Json.text(value);
            String mediaType = Attributes.mediaType(found.headers(), JSON);
            if (mediaType.equals(STRUCTURED)) {
                return structured(found, text);
            }
            if (mediaType.startsWith(CLOUD_EVENTS)) {
                throw new UnreadableException("unsupported-format");
            }
            return flat(found, text);
        } catch (CharacterCodingException | JacksonException e) {
            return new Decoded.Unreadable("unparseable");
        } catch (UnreadableException e) {
            return new Decoded.Unreadable(e.reason());
        }
    }

    /** Whether the headers say that it is one; the value is not looked at. */
    public static boolean names(ConsumerRecord<byte[], byte[]> found, Class<? extends Event> type) {
        Header named = found.headers().lastHeader("ce_type");
        return named != null && Arrays.equals(named.value(), utf8(EventTypes.nameOf(type)));
    }

    /** Whether an identity is the place of a record that came without one: whoever knows one of them can count to all others. */
    public static boolean isPlace(String id) {
        return PLACE.matcher(id).matches();
    }

    /** Binary mode or, where nothing says what the record is and the topic takes one command, bare JSON. */
    private static Decoded flat(ConsumerRecord<byte[], byte[]> found, String value) throws UnreadableException {
        Attributes attributes = Attributes.ofHeaders(found.headers());
        if (attributes.type().isPresent()) {
            requireVersion(attributes);
            return read(found, attributes, typeOf(attributes), value);
        }
        Class<? extends Event> command = BARE.get(found.topic());
        if (command == null) {
            throw new UnreadableException("no-type");
        }
        if (attributes.specVersion().isPresent()) {
            requireVersion(attributes);
        }
        return read(found, attributes, command, value);
    }

    private static Decoded structured(ConsumerRecord<byte[], byte[]> found, String value) throws UnreadableException {
        if (!(Json.LENIENT.readTree(value) instanceof ObjectNode event)) {
            throw new UnreadableException("unparseable");
        }
        Attributes attributes = Attributes.ofMembers(event, found.headers());
        requireVersion(attributes);
        return read(found, attributes, typeOf(attributes), data(event));
    }

    /** As a member in JSON or, as some libraries write whatever is bytes, in Base64. */
    private static String data(ObjectNode event) throws UnreadableException {
        JsonNode data = event.get("data");
        if (data != null) {
            return Json.LENIENT.writeValueAsString(data);
        }
        if (!(event.get("data_base64") instanceof StringNode encoded)) {
            throw new UnreadableException("no-data");
        }
        try {
            return Json.text(Base64.getDecoder().decode(encoded.asString()));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new UnreadableException("unparseable");
        }
    }

    private static Decoded read(
            ConsumerRecord<byte[], byte[]> found, Attributes attributes, Class<? extends Event> type, String value)
            throws UnreadableException {
        Event event = event(type, value);
        boolean mayLackIdentity = BARE.get(found.topic()) == type && found.offset() > NOWHERE;
        if (attributes.id().isEmpty() && !mayLackIdentity) {
            throw new UnreadableException("no-id");
        }
        return new Decoded.Read(new Envelope<>(
                attributes.id().orElseGet(() -> found.topic() + "-" + found.partition() + "-" + found.offset()),
                event,
                attributes.source().orElse("/" + found.topic()),
                attributes.time().isPresent()
                        ? instant(attributes.time().get())
                        : Instant.ofEpochMilli(Math.max(0, found.timestamp())),
                attributes.causationId().orElse(null),
                attributes.traceparent().orElse(null)));
    }

    private static Event event(Class<? extends Event> type, String value) throws UnreadableException {
        Event event;
        try {
            event = type == ApplicationConfigured.class
                    ? ApplicationSettings.complete(Json.LENIENT.readTree(value))
                    : Json.LENIENT.readValue(value, type);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("unparseable");
        }
        if (event == null) {
            throw new UnreadableException("unparseable");
        }
        return event;
    }

    private static Class<? extends Event> typeOf(Attributes attributes) throws UnreadableException {
        String type = attributes.type().orElseThrow(() -> new UnreadableException("no-type"));
        return EventTypes.find(type).orElseThrow(() -> new UnreadableException("unknown-type"));
    }

    private static void requireVersion(Attributes attributes) throws UnreadableException {
        if (!attributes.specVersion().equals(Optional.of(SPEC_VERSION))) {
            throw new UnreadableException("unsupported-version");
        }
    }

    private static Instant instant(String time) throws UnreadableException {
        try {
            return Scalars.instant(time);
        } catch (DateTimeException e) {
            throw new UnreadableException("bad-attribute");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
