package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a worker relies on when it has to keep a record for longer than a lock lasts. */
final class ShareLocksIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String group = "test-" + UUID.randomUUID();
    /** Its own: one more record, and the client asks for none while it holds the first. */
    private final String topic = "test-" + UUID.randomUUID();

    private KafkaClients clients;

    @BeforeEach
    void provideGroup() throws Exception {
        clients = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers())));
        Provisioning.ensure(clients, Topic.ALL);
        Provisioning.ensureShareGroup(clients, group);
        try (Admin admin = clients.admin("test")) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    /**
     * A client whose renewal went with a poll goes on asking while the record is held, as does one that was asked for more
     * in the moment a record came, and so tells the broker that a partition is not assigned to it any more.
     */
    @Test
    void aLockIsRenewedOnAPartitionThatIsNotAssignedAnyMore() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = clients.producer("test");
                KafkaShareConsumer<byte[], byte[]> worker = clients.shareConsumer(group, 1)) {
            worker.subscribe(List.of(topic));
            producer.send(new ProducerRecord<>(topic, bytes(group), bytes("mail")))
                    .get(10, TimeUnit.SECONDS);
            worker.acknowledge(taken(worker), AcknowledgeType.RENEW);
            ConsumerRecord<byte[], byte[]> held = taken(worker);
            double assigned = count(worker, "rebalance-total");
            worker.subscribe(List.of(Topic.SIGNALS.name()));
            await("assigned anew", () -> count(worker, "rebalance-total") > assigned);
            double asked = count(worker, "fetch-total");
            await("asked with what is assigned now", () -> count(worker, "fetch-total") > asked + 1);

            worker.acknowledge(held, AcknowledgeType.RENEW);

            assertThat(worker.commitSync(Duration.ofSeconds(5)).values()).containsOnly(Optional.empty());
            assertThat(worker.poll(Duration.ZERO)).hasSize(1);
        }
    }

    private static ConsumerRecord<byte[], byte[]> taken(KafkaShareConsumer<byte[], byte[]> worker) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        await("taken", () -> {
            worker.poll(Duration.ofMillis(10)).forEach(taken::add);
            return !taken.isEmpty();
        });
        return taken.getFirst();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static double count(KafkaShareConsumer<?, ?> worker, String name) {
        return worker.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(name))
                .mapToDouble(metric -> (double) metric.metricValue())
                .sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
