package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.kafka.BrokerClock;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PublisherTest {
    private static final ProducerRecord<byte[], byte[]> DELAYED =
            new ProducerRecord<>("otp.emails.delayed", new byte[] {1});
    private static final ProducerRecord<byte[], byte[]> NEWS = new ProducerRecord<>("otp.deliveries", new byte[] {2});

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

    /** A delayed mail that is written twice becomes two mails. */
    @Test
    void whatIsWrittenIsNotWrittenAgainBecauseAnotherRecordFailed() throws Exception {
        Publisher publisher = new Publisher(
                producer(record -> record.equals(NEWS) && sent.size() == 2 ? failed() : written()), new BrokerClock());

        publisher.publish(List.of(DELAYED, NEWS));

        assertThat(sent).containsExactly(DELAYED, NEWS, NEWS);
    }

    private static CompletableFuture<RecordMetadata> written() {
        return CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition("otp.deliveries", 0), 0, 0, 1_700_000_000_000L, 0, 1));
    }

    private static CompletableFuture<RecordMetadata> failed() {
        return CompletableFuture.failedFuture(new KafkaException("away"));
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> producer(
            Function<ProducerRecord<byte[], byte[]>, CompletableFuture<RecordMetadata>> broker) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (_, _, arguments) -> {
                    ProducerRecord<byte[], byte[]> record = (ProducerRecord<byte[], byte[]>) arguments[0];
                    sent.add(record);
                    return broker.apply(record);
                });
    }
}
