package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** K-29: what a log-out says is heard by the instances that run, on whichever partition it comes to lie. */
final class CompactedTailIT {
    private static final long BOUND_SECONDS = 20;

    private final KafkaClients clients = KafkaClients.from(Environment.of(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers(), "KAFKA_METADATA_MAX_AGE_MS", "200")));
    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

    @Test
    void partitionsThatAreAddedMeanwhileAreReadFromTheirBeginning() throws Exception {
        Provisioning.ensure(clients, Topic.ALL);
        String before = UUID.randomUUID().toString();
        String after = UUID.randomUUID().toString();
        String still = UUID.randomUUID().toString();
        CompactedTail tail = new CompactedTail(
                clients, Topic.SESSIONS, found -> taken.add(new String(found.key(), StandardCharsets.UTF_8)));
        try (Loop loop = Loop.start("test", tail);
                KafkaProducer<byte[], byte[]> producer = clients.producer("test");
                Admin admin = clients.admin("test-admin")) {
            tail.awaitCaughtUp(Duration.ofSeconds(BOUND_SECONDS));
            publish(producer, 0, before);
            awaitTaken(before);

            int added = producer.partitionsFor(Topic.SESSIONS.name()).size();
            admin.createPartitions(Map.of(Topic.SESSIONS.name(), NewPartitions.increaseTo(added + 1)))
                    .all()
                    .get(BOUND_SECONDS, TimeUnit.SECONDS);
            publish(producer, added, after);
            awaitTaken(after);

            publish(producer, 0, still);
            awaitTaken(still);
            assertThat(taken).doesNotContain(before, after);
            assertThat(loop.trouble()).isEmpty();
        }
    }

    private static void publish(KafkaProducer<byte[], byte[]> producer, int partition, String key) throws Exception {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topic.SESSIONS.name(), partition, bytes, bytes))
                .get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private void awaitTaken(String key) throws InterruptedException {
        String next = taken.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        while (next != null && !next.equals(key)) {
            next = taken.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(next).isEqualTo(key);
    }
}
