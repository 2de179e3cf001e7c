package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientsIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private KafkaClients clients;

    @BeforeEach
    void provideTopics() {
        clients = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers())));
        Provisioning.ensure(clients, Topic.ALL);
    }

    @Test
    void aGroupSeesWhatATransactionCommittedAndNothingThatItAborted() {
        String mark = UUID.randomUUID().toString();
        try (KafkaProducer<byte[], byte[]> producer = clients.transactionalProducer("test-" + mark);
                KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer("test-" + mark, mark)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, Topic.SIGNALS, mark, "aborted");
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, Topic.SIGNALS, mark, "committed");
            producer.commitTransaction();

            consumer.subscribe(List.of(Topic.SIGNALS.name()));
            List<ConsumerRecord<byte[], byte[]>> found = pollOne(consumer, mark);

            assertThat(found).extracting(record -> text(record.value())).containsExactly("committed");
        }
    }

    @Test
    void offsetsOfAGroupGoIntoATransaction() {
        String mark = UUID.randomUUID().toString();
        try (KafkaProducer<byte[], byte[]> producer = clients.transactionalProducer("test-" + mark);
                KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer("test-" + mark, null)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, Topic.SIGNALS, mark, "one");
            producer.commitTransaction();
            consumer.subscribe(List.of(Topic.SIGNALS.name()));
            ConsumerRecord<byte[], byte[]> found = pollOne(consumer, mark).getFirst();
            TopicPartition partition = new TopicPartition(found.topic(), found.partition());

            producer.beginTransaction();
            producer.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(found.offset() + 1)), consumer.groupMetadata());
            producer.commitTransaction();

            assertThat(consumer.committed(Set.of(partition)))
                    .containsEntry(partition, new OffsetAndMetadata(found.offset() + 1));
        }
    }

    @Test
    void aShareGroupHandsOutAgainWhatWasReleasedAndNeverWhatWasAccepted() {
        String group = "test-" + UUID.randomUUID();
        Provisioning.ensureShareGroup(clients, group);
        try (KafkaProducer<byte[], byte[]> producer = clients.producer("test");
                KafkaShareConsumer<byte[], byte[]> consumer = clients.shareConsumer(group, 10)) {
            consumer.subscribe(List.of(Topic.EMAILS.name()));
            send(producer, Topic.EMAILS, group, "mail");

            List<Short> deliveries = new ArrayList<>();
            long deadline = System.nanoTime() + BOUND.toNanos();
            while (deliveries.size() < 2 && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    boolean ours = group.equals(text(found.key()));
                    if (ours) {
                        deliveries.add(found.deliveryCount().orElse((short) 0));
                    }
                    boolean again = ours && deliveries.size() == 1;
                    consumer.acknowledge(found, again ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT);
                }
                consumer.commitSync(Duration.ofSeconds(5));
            }

            assertThat(deliveries).containsExactly((short) 1, (short) 2);
        }
    }

    @Test
    void anAcknowledgementSetsTheClock() throws Exception {
        BrokerClock clock = new BrokerClock();
        try (KafkaProducer<byte[], byte[]> producer = clients.producer("test")) {
            clock.acknowledged(producer.send(new ProducerRecord<>(Topic.SIGNALS.name(), 0, 1L, null, new byte[0]))
                    .get(10, TimeUnit.SECONDS)
                    .timestamp());
        }

        assertThat(clock.learned()).isTrue();
        assertThat(clock.now())
                .isBetween(Instant.now().minusSeconds(2), Instant.now().plusMillis(50));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, String key, String value) {
        try {
            var sent = producer.send(new ProducerRecord<>(topic.name(), bytes(key), bytes(value)));
            producer.flush();
            sent.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> pollOne(KafkaConsumer<byte[], byte[]> consumer, String key) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (record.key() != null && key.equals(text(record.key()))) {
                    found.add(record);
                }
            });
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
