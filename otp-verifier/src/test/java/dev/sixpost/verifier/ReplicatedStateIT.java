package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.Ports;
import dev.sixpost.embedded.SecondBroker;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.stream.VerifierTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attempts and locks rest on is on as many brokers as the topics of the contract. */
class ReplicatedStateIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @TempDir
    private Path folder;

    @Test
    void theChangelogIsOnEachOfTwoBrokersAsTheTopicsAre() throws Exception {
        List<Integer> ports = Ports.free(3);
        Map<String, String> settings = SecondBroker.first(ports.get(0), ports.get(1));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("first"), ports.get(0), settings);
                EmbeddedKafka _ =
                        SecondBroker.join(folder.resolve("first"), folder.resolve("second"), ports.get(2), settings);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                Metrics metrics = Metrics.start();
                VerifierService service = service(kafka, metrics)) {
            awaitBrokers(admin);
            service.start();

            String changelog = VerifierTopology.changelog("otp-verifier");
            Map<String, TopicDescription> topics = admin.describeTopics(List.of(Topic.VERIFICATIONS.name(), changelog))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS);
            assertThat(topics.values())
                    .hasSize(2)
                    .flatExtracting(TopicDescription::partitions)
                    .hasSize(2 * Topic.PARTITIONS)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(2));
        }
    }

    private static VerifierService service(EmbeddedKafka kafka, Metrics metrics) {
        return VerifierService.wire(
                Environment.of(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(), "OTP_KEYS", Keys.fresh(Entropy.secure()))),
                metrics);
    }

    private static void awaitBrokers(Admin admin) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).size() < 2) {
            assertThat(System.nanoTime()).as("both are there in time").isLessThan(end);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
