package dev.sixpost.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A record as a consumer finds it, put together header by header. */
final class Found {
    static final int PARTITION = 3;
    static final long OFFSET = 42;
    static final long TIMESTAMP = 1_795_167_000_125L;

    private final String topic;
    private final RecordHeaders headers = new RecordHeaders();

    private Found(String topic) {
        this.topic = topic;
    }

    /** A record without any header. */
    static Found on(Topic topic) {
        return new Found(topic.name());
    }

    /** A record with the attributes that binary mode demands. */
    static Found binary(Topic topic, String type) {
        return on(topic)
                .header("ce_specversion", "1.0")
                .header("ce_id", "id-1")
                .header("ce_type", type)
                .header("ce_source", "/sixpost/test")
                .header("ce_time", "2026-11-20T09:30:00Z")
                .header("content-type", "application/json");
    }

    Found header(String name, String value) {
        return header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    Found header(String name, byte @Nullable [] value) {
        headers.add(name, value);
        return this;
    }

    Found without(String name) {
        headers.remove(name);
        return this;
    }

    ConsumerRecord<byte[], byte[]> with(String value) {
        return with(value.getBytes(StandardCharsets.UTF_8));
    }

    ConsumerRecord<byte[], byte[]> with(byte @Nullable [] value) {
        return new ConsumerRecord<byte[], byte[]>(
                topic,
                PARTITION,
                OFFSET,
                TIMESTAMP,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                value,
                headers,
                Optional.empty());
    }
}
