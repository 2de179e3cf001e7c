package dev.sixpost.issuer;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.TestDatabase;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Event;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Purpose;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A broker of its own, a database of its own, a witness of everything committed, and issuers started at will. */
public final class Stage implements AutoCloseable {
    public static final String KEYS = "k1:MDEyMzQ1Njc4OWFiY2RlZkFCQ0RFRkdISUpLTE1OT1A=";

    public static final String ADMIN_TOKEN = "operators-only";

    private final EmbeddedKafka kafka;
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final KafkaClients clients;
    private final Producer<byte[], byte[]> producer;
    private final Witness witness;

    private Stage(
            EmbeddedKafka kafka,
            Path folder,
            String databaseUrl,
            String username,
            String password,
            Map<String, String> more) {
        this.kafka = kafka;
        this.folder = folder;
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("DATABASE_URL", databaseUrl);
        variables.put("DATABASE_USERNAME", username);
        variables.put("DATABASE_PASSWORD", password);
        variables.put("OTP_KEYS", KEYS);
        variables.put("OTP_ADMIN_TOKEN", ADMIN_TOKEN);
        variables.putAll(more);
        this.clients = KafkaClients.from(Environment.of(variables));
        Provisioning.ensure(clients, Topic.ALL);
        this.producer = clients.producer("stage");
        this.witness = new Witness(clients);
    }

    public static Stage open() {
        return open(Map.of());
    }

    /** @param more variables of every issuer, and of this stage's own clients */
    static Stage open(Map<String, String> more) {
        return open(TestDatabase.create(), TestDatabase.username(), TestDatabase.password(), more);
    }

    /** The same on a broker with settings of its own. */
    static Stage on(Map<String, String> broker) {
        return open(TestDatabase.create(), TestDatabase.username(), TestDatabase.password(), Map.of(), broker);
    }

    public static Stage open(String databaseUrl, String username, String password) {
        return open(databaseUrl, username, password, Map.of());
    }

    private static Stage open(String databaseUrl, String username, String password, Map<String, String> more) {
        return open(databaseUrl, username, password, more, Map.of());
    }

    private static Stage open(
            String databaseUrl,
            String username,
            String password,
            Map<String, String> more,
            Map<String, String> broker) {
        try {
            Path folder = Files.createTempDirectory("sixpost-issuer-it-");
            return new Stage(EmbeddedKafka.start(folder, 0, broker), folder, databaseUrl, username, password, more);
        } catch (IOException e) {
            throw new IllegalStateException("no temporary folder", e);
        }
    }

    /** A running issuer; whoever started it closes it. */
    public IssuerService issuer(String instance) {
        return issuer(instance, Entropy.secure());
    }

    /** The same with randomness from there. */
    IssuerService issuer(String instance, Entropy entropy) {
        IssuerService service = IssuerService.wire(Environment.of(variables(instance)), Metrics.start(), entropy);
        service.start();
        return service;
    }

    /** Of an issuer of that name, also in a process of its own. */
    public Map<String, String> variables(String instance) {
        Map<String, String> own = new HashMap<>(variables);
        own.put("OTP_INSTANCE", instance);
        return own;
    }

    public String variable(String name) {
        return String.valueOf(variables.get(name));
    }

    public KafkaClients clients() {
        return clients;
    }

    public Witness witness() {
        return witness;
    }

    /** Settings as a document; the topic then has them. */
    public void application(String document) {
        var settings = ApplicationSettings.complete(Json.LENIENT.readTree(document));
        send(EventCodec.encode(
                Topic.APPLICATIONS,
                settings.id(),
                new Envelope<>("settings-" + settings.id(), settings, "/test", Instant.EPOCH, null, null)));
    }

    public RecordMetadata ask(String requestId, String application, String email) {
        return ask(
                requestId,
                new OtpRequested(application, email, Purpose.LOGIN, null, null, null, null, null, null, null));
    }

    public RecordMetadata ask(String requestId, OtpRequested wanted) {
        return publish(Topic.REQUESTS, wanted.application() + wanted.email(), requestId, wanted);
    }

    public RecordMetadata publish(Topic topic, @Nullable String key, String id, Event event) {
        return send(EventCodec.encode(topic, key, new Envelope<>(id, event, "/test", Instant.EPOCH, null, null)));
    }

    public RecordMetadata raw(Topic topic, int partition, byte @Nullable [] value) {
        return send(new ProducerRecord<>(topic.name(), partition, "raw".getBytes(StandardCharsets.UTF_8), value));
    }

    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get(15, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not sent", e);
        }
    }

    /** The single value a query answers with, as text. */
    public String query(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        variable("DATABASE_URL"), variable("DATABASE_USERNAME"), variable("DATABASE_PASSWORD"));
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "none";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        variable("DATABASE_URL"), variable("DATABASE_USERNAME"), variable("DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        witness.close();
        kafka.close();
        delete();
    }

    private void delete() {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder stays behind", e);
        }
    }
}
