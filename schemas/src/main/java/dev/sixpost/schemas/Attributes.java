package dev.sixpost.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CloudEvents attributes of a record as they were found; none is required yet. */
record Attributes(
        Optional<String> specVersion,
        Optional<String> type,
        Optional<String> id,
        Optional<String> source,
        Optional<String> time,
        Optional<String> causationId,
        Optional<String> traceparent) {

    private static final int MAX_HEADERS = 64;
    private static final int MAX_LENGTH = 1024;
    private static final int MAX_ID = 256;
    private static final byte DELETE = 0x7f;

    /** Binary mode: each attribute is a header. */
    static Attributes ofHeaders(Headers headers) throws UnreadableException {
        return new Attributes(
                header(headers, "ce_specversion"),
                header(headers, "ce_type"),
                identity(header(headers, "ce_id")),
                header(headers, "ce_source"),
                header(headers, "ce_time"),
                header(headers, "ce_causationid"),
                header(headers, "traceparent"));
    }

    /** Structured mode: each attribute is a member beside {@code data}; the trace may be a header still. */
    static Attributes ofMembers(ObjectNode event, Headers headers) throws UnreadableException {
        Optional<String> traceparent = header(headers, "traceparent");
        return new Attributes(
                member(event, "specversion"),
                member(event, "type"),
                identity(member(event, "id")),
                member(event, "source"),
                member(event, "time"),
                member(event, "causationid"),
                traceparent.isPresent() ? traceparent : member(event, "traceparent"));
    }

    /** Shorter than the others: it travels on in other events, and tables have an index of it. */
    private static Optional<String> identity(Optional<String> id) throws UnreadableException {
        if (id.isPresent() && id.get().codePointCount(0, id.get().length()) > MAX_ID) {
            throw new UnreadableException("bad-attribute");
        }
        return id;
    }

    /** The media type of the value, in lower case and without parameters. */
    static String mediaType(Headers headers, String fallback) throws UnreadableException {
        String contentType = header(headers, "content-type").orElse(fallback);
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    static void bound(Headers headers) throws UnreadableException {
        Header[] all = headers.toArray();
        if (all.length > MAX_HEADERS) {
            throw new UnreadableException("too-many-headers");
        }
        for (Header header : all) {
            if (header.key().isEmpty()) {
                throw new UnreadableException("bad-attribute");
            }
        }
    }

    /** An attribute that stands twice is refused: which one wins must not depend on the reader. */
    private static Optional<String> header(Headers headers, String name) throws UnreadableException {
        Header found = null;
        for (Header header : headers.headers(name)) {
            if (found != null) {
                throw new UnreadableException("duplicate-attribute");
            }
            found = header;
        }
        if (found == null || found.value() == null) {
            return Optional.empty();
        }
        if (found.value().length > MAX_LENGTH) {
            throw new UnreadableException("bad-attribute");
        }
        return Optional.of(
                isPlain(found.value())
                        ? new String(found.value(), StandardCharsets.US_ASCII)
                        : checked(decoded(found.value())));
    }

    /** What nearly every attribute is: something, and nothing but printable ASCII. */
    private static boolean isPlain(byte[] value) {
        for (byte b : value) {
            if (b < ' ' || b == DELETE) {
                return false;
            }
        }
        return value.length > 0;
    }

    private static String decoded(byte[] value) throws UnreadableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("bad-attribute");
        }
    }

    private static Optional<String> member(ObjectNode event, String name) throws UnreadableException {
        JsonNode member = event.get(name);
        if (member == null || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isString()) {
            throw new UnreadableException("bad-attribute");
        }
        return Optional.of(checked(member.asString()));
    }

    /** CloudEvents: no attribute is empty, none has control characters or halves of surrogate pairs. */
    private static String checked(String text) throws UnreadableException {
        boolean bad = text.isEmpty()
                || text.length() > MAX_LENGTH
                || text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (bad) {
            throw new UnreadableException("bad-attribute");
        }
        return text;
    }
}
