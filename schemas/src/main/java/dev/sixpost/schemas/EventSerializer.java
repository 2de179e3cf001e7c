package dev.sixpost.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes events as CloudEvents in binary mode, for producers configured with serializers. */
public final class EventSerializer implements Serializer<Envelope<?>> {
    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Envelope<?> envelope) {
        if (envelope == null) {
            return null;
        }
        EventCodec.writeAttributes(headers, envelope);
        return EventCodec.value(envelope.event());
    }

    /** Refused: without headers an event would lose its identity and type. */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Envelope<?> envelope) {
        if (envelope == null) {
            return null;
        }
        throw new SerializationException("an event is written together with its headers");
    }
}
