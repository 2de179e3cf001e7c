package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerdesTest {
    private static final String TOPIC = Topic.EMAIL_VERIFIED.name();

    static List<Envelope<?>> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheSerializerWritesTheDeserializerReads(Envelope<?> sample) {
        RecordHeaders headers = new RecordHeaders();
        try (EventSerializer serializer = new EventSerializer();
                EventDeserializer deserializer = new EventDeserializer()) {
            byte[] value = serializer.serialize(TOPIC, headers, sample);

            assertThat(deserializer.deserialize(TOPIC, headers, value)).isEqualTo(new Decoded.Read(sample));
        }
    }

    @Test
    void theSerializerWritesWhatTheCodecWrites() {
        Envelope<?> sample = Samples.of(EmailVerified.class, Samples.FULL);
        ProducerRecord<byte[], byte[]> encoded = EventCodec.encode(Topic.EMAIL_VERIFIED, Samples.SUBJECT, sample);
        RecordHeaders headers = new RecordHeaders();
        try (EventSerializer serializer = new EventSerializer()) {
            assertThat(serializer.serialize(TOPIC, headers, sample)).isEqualTo(encoded.value());
            assertThat(headers.toArray()).isEqualTo(encoded.headers().toArray());
        }
    }

    @Test
    void anEventIsNotWrittenWithoutItsHeaders() {
        try (EventSerializer serializer = new EventSerializer()) {
            assertThatThrownBy(() -> serializer.serialize(TOPIC, Samples.of(EmailVerified.class, Samples.FULL)))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void aRecordWithoutValueStaysOne() {
        RecordHeaders headers = new RecordHeaders();
        try (EventSerializer serializer = new EventSerializer();
                EventDeserializer deserializer = new EventDeserializer()) {
            assertThat(serializer.serialize(TOPIC, headers, null)).isNull();
            assertThat(headers.toArray()).isEmpty();
            assertThat(deserializer.deserialize(TOPIC, headers, (byte[]) null)).isEqualTo(new Decoded.Tombstone());
        }
    }

    @Test
    void poisonDoesNotStopAConsumer() {
        try (EventDeserializer deserializer = new EventDeserializer()) {
            assertThat(deserializer.deserialize(TOPIC, "poison".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Decoded.Unreadable.class);
        }
    }

    @Test
    void aBareCommandHasNoIdentityWithoutItsPlace() {
        byte[] bare = "{\"application\":\"demo\",\"email\":\"a@example.com\"}".getBytes(StandardCharsets.UTF_8);
        try (EventDeserializer deserializer = new EventDeserializer()) {
            assertThat(deserializer.deserialize(Topic.REQUESTS.name(), bare))
                    .isEqualTo(new Decoded.Unreadable("no-id"));
        }
    }
}
