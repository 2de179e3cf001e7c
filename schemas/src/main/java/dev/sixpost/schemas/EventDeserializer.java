package dev.sixpost.schemas;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events in binary or structured mode, for consumers configured with deserializers. It never throws: what is no
 * event comes out as {@link Decoded.Unreadable}, so that one record cannot stop a consumer. A deserializer is not told
 * where a record lies: bare commands are unreadable here, and an event without {@code ce_time} has the epoch for time.
 * {@link EventCodec#decode} has neither limit.
 */
public final class EventDeserializer implements Deserializer<Decoded> {
    @Override
    public Decoded deserialize(String topic, byte @Nullable [] value) {
        return deserialize(topic, new RecordHeaders(), value);
    }

    @Override
    public Decoded deserialize(String topic, Headers headers, byte @Nullable [] value) {
        return EventCodec.decode(new ConsumerRecord<byte[], byte[]>(
                topic,
                EventCodec.NOWHERE,
                EventCodec.NOWHERE,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                value,
                headers,
                Optional.empty()));
    }
}
