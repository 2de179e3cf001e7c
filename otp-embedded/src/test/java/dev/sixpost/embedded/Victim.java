package dev.sixpost.embedded;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A process with a broker and a database that writes to both, says what was acknowledged, and waits to be killed. */
final class Victim {
    static final String TOPIC = "facts";
    static final String WRITTEN = "written ";

    private Victim() {}

    public static void main(String[] folder) throws Exception {
        Path dataDir = Path.of(folder[0]);
        EmbeddedKafka kafka = EmbeddedKafka.start(dataDir.resolve("kafka"), 0);
        EmbeddedDatabase database = EmbeddedDatabase.start(dataDir.resolve("postgres"), 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Admin admin = Admin.create(settings);
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            statement.execute("CREATE TABLE facts (n int)");
            for (int n = 1; n <= 100; n++) {
                producer.send(new ProducerRecord<>(TOPIC, "key", "fact " + n)).get();
                statement.execute("INSERT INTO facts VALUES (" + n + ")");
                out.println(WRITTEN + n);
            }
            new CountDownLatch(1).await();
        }
    }
}
