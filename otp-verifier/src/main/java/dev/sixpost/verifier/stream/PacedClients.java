package dev.sixpost.verifier.stream;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/** The clients Kafka Streams works with; its producer tells the pace how long a commit takes. */
final class PacedClients implements KafkaClientSupplier {
    private final CommitPace pace;

    PacedClients(CommitPace pace) {
        this.pace = pace;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new PacedProducer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return getConsumer(settings);
    }

    /** For the one stream thread. */
    private final class PacedProducer extends KafkaProducer<byte[], byte[]> {
        private boolean unflushed;

        private PacedProducer(Map<String, Object> settings) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            unflushed = true;
            return super.send(record, callback);
        }

        /** Kafka Streams begins a commit with it, and does it again for each task: there is nothing to wait for then. */
        @Override
        public void flush() {
            pace.begins();
            if (unflushed) {
                super.flush();
                unflushed = false;
            }
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            pace.ends();
        }
    }
}
