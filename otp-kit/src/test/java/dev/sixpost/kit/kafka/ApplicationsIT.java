package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApplicationsIT {
    private final String id = "app-" + UUID.randomUUID();
    private KafkaClients clients;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void provideTopics() {
        clients = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers())));
        Provisioning.ensure(clients, Topic.ALL);
        producer = clients.producer("test");
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    @Test
    void knowsWhatWasThereWhenItStarts() throws Exception {
        publish(id, settings(id, "Before"));

        try (Applications applications = Applications.start(clients)) {
            assertThat(applications.find(id))
                    .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("Before"));
            assertThat(applications.trouble()).isEmpty();
            assertThat(applications.stall()).isEmpty();
        }
    }

    /** The second change is the one that counts: the first one also loads the classes that read it. */
    @Test
    void followsAChangeWithinASecond() throws Exception {
        try (Applications applications = Applications.start(clients)) {
            assertThat(applications.find(id)).isEmpty();
            publish(id, settings(id, "First"));
            await(() -> applications.find(id).isPresent(), 20_000);

            publish(id, settings(id, "Second"));

            await(() -> applications.find(id).orElseThrow().name().equals("Second"), 1_000);
        }
    }

    @Test
    void forgetsWhatWasDeleted() throws Exception {
        publish(id, settings(id, "Gone"));
        try (Applications applications = Applications.start(clients)) {
            publish(id, null);

            await(() -> applications.find(id).isEmpty(), 5_000);
        }
    }

    @Test
    void keepsWhatIsInForceWhereSettingsCannotBeRead() throws Exception {
        publish(id, settings(id, "Good"));
        publish(id, "{\"id\":");
        publish(id, settings("another", "Forged"));
        String last = "app-" + UUID.randomUUID();
        publish(last, settings(last, "Last"));

        try (Applications applications = Applications.start(clients)) {
            assertThat(applications.find(last)).isPresent();
            assertThat(applications.find(id))
                    .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("Good"));
            assertThat(applications.find("another")).isEmpty();
        }
    }

    /** An application's key is on another partition once there are more: one of the two is read first. */
    @Test
    void theNewestIsInForceWhicheverPartitionIsReadFirst() throws Exception {
        String other = "app-" + UUID.randomUUID();
        String deleted = "app-" + UUID.randomUUID();
        String alsoDeleted = "app-" + UUID.randomUUID();
        long written = publish(0, id, settings(id, "Old"));
        publish(1, other, settings(other, "Old"));
        publish(0, deleted, settings(deleted, "Old"));
        long last = publish(1, alsoDeleted, settings(alsoDeleted, "Old"));
        assertThat(last).isGreaterThanOrEqualTo(written);
        String clock = "app-" + UUID.randomUUID();
        while (publish(2, clock, settings(clock, "Clock")) <= last) {
            // The broker's clock has milliseconds, and the next record is to be newer.
        }
        String broken = "app-" + UUID.randomUUID();
        String alsoBroken = "app-" + UUID.randomUUID();
        publish(0, broken, settings(broken, "Good"));
        long good = publish(1, alsoBroken, settings(alsoBroken, "Good"));
        while (publish(2, clock, settings(clock, "Clock")) <= good) {
            // As above.
        }
        publish(1, broken, "{");
        publish(0, alsoBroken, "{");
        publish(1, id, settings(id, "New"));
        publish(0, other, settings(other, "New"));
        publish(1, deleted, null);
        publish(0, alsoDeleted, null);

        try (Applications applications = Applications.start(clients)) {
            assertThat(applications.find(id).orElseThrow().name()).isEqualTo("New");
            assertThat(applications.find(other).orElseThrow().name()).isEqualTo("New");
            assertThat(applications.find(broken)).isPresent();
            assertThat(applications.find(alsoBroken)).isPresent();
            assertThat(applications.find(deleted)).isEmpty();
            assertThat(applications.find(alsoDeleted)).isEmpty();
        }
    }

    @Test
    void hasTroubleOnceItIsClosed() {
        Applications applications = Applications.start(clients);
        applications.close();

        assertThat(applications.trouble()).contains("stopped");
    }

    private static String settings(String id, String name) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}";
    }

    private void publish(String key, @Nullable String value) throws Exception {
        publish(0, key, value);
    }

    private long publish(int partition, String key, @Nullable String value) throws Exception {
        ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(
                Topic.APPLICATIONS.name(), partition, utf8(key), value == null ? null : utf8(value));
        written.headers()
                .add("ce_specversion", utf8("1.0"))
                .add("ce_id", utf8(UUID.randomUUID().toString()))
                .add("ce_type", utf8("otp.ApplicationConfigured.v1"))
                .add("ce_source", utf8("/test"))
                .add("ce_time", utf8("2026-01-01T00:00:00Z"));
        return producer.send(written).get(10, TimeUnit.SECONDS).timestamp();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
