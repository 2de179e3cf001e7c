package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillIT {

    @TempDir
    Path dataDir;

    @Test
    void keepsWhatWasAcknowledgedByAProcessThatWasKilledAndWhoseDatabaseServerStillRuns() throws Exception {
        int written = killed();
        try (var database = EmbeddedDatabase.start(dataDir.resolve("postgres"), 0)) {
            assertThat(rows(database)).isGreaterThanOrEqualTo(written);
        }
        try (var kafka = EmbeddedKafka.start(dataDir.resolve("kafka"), 0)) {
            assertThat(records(kafka)).isGreaterThanOrEqualTo(written);
        }
    }

    /** How much was acknowledged before the kill, which falls between two writes or into one. */
    private int killed() throws Exception {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
            int written = 0;
            while (written < 50) {
                String line = said.readLine();
                assertThat(line).as("the process ended by itself").isNotNull();
                if (line.startsWith(Victim.WRITTEN)) {
                    written = Integer.parseInt(line.substring(Victim.WRITTEN.length()));
                }
            }
            return written;
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static int rows(EmbeddedDatabase database) throws Exception {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT max(n) FROM facts")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static int records(EmbeddedKafka kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(Victim.TOPIC, 0);
            Long end = consumer.endOffsets(List.of(partition), Duration.ofSeconds(20))
                    .get(partition);
            return end == null ? 0 : end.intValue();
        }
    }
}
