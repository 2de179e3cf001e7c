package dev.sixpost.system;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** On Apache Kafka and PostgreSQL in containers, wherever a Docker engine answers; otherwise the skip is printed. */
@EnabledIf(value = "dockerAnswers", disabledReason = ContainerSpineIT.SKIP)
class ContainerSpineIT extends SpineScenarios {
    static final String SKIP = "no Docker engine answers: the tests ran on the embedded broker and database only";

    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");
    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");

    @AfterAll
    void infrastructureIsDown() {
        postgres.stop();
        kafka.stop();
    }

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    Map<String, String> infrastructure() {
        brokerSettings().forEach(kafka::withEnv);
        kafka.start();
        postgres.start();
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.getBootstrapServers(),
                "DATABASE_URL", postgres.getJdbcUrl(),
                "DATABASE_USERNAME", postgres.getUsername(),
                "DATABASE_PASSWORD", postgres.getPassword());
    }

    /** As in docker-compose.yml: a dead worker is noticed within seconds, a slow mail may be tried often. */
    private static Map<String, String> brokerSettings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_GROUP_SHARE_MAX_DELIVERY_COUNT_LIMIT", "25");
        settings.put("KAFKA_GROUP_SHARE_MIN_SESSION_TIMEOUT_MS", "5000");
        settings.put("KAFKA_GROUP_SHARE_SESSION_TIMEOUT_MS", "6000");
        settings.put("KAFKA_GROUP_SHARE_MIN_HEARTBEAT_INTERVAL_MS", "500");
        settings.put("KAFKA_GROUP_SHARE_HEARTBEAT_INTERVAL_MS", "500");
        settings.put("KAFKA_GROUP_SHARE_MIN_RECORD_LOCK_DURATION_MS", "1000");
        settings.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1");
        settings.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
        return settings;
    }
}
