package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.mailer.smtp.Circuit;
import dev.sixpost.mailer.smtp.SmtpDouble;
import dev.sixpost.schemas.AddressErased;
import dev.sixpost.schemas.Decoded;
import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.Subject;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A broker, an application of its own, and everything the mailer says about it. */
final class Rig implements AutoCloseable {
    private static final Circuit.Policy QUICK = new Circuit.Policy(
            2,
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(10));

    final String application = "app-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, String> variables;
    private final KafkaClients clients;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> tail;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    private final Metrics metrics = Metrics.start();
    private final List<MailerService> services = new ArrayList<>();

    Rig(int smtpPort, String... more) throws Exception {
        variables = variables(smtpPort, more);
        Environment env = Environment.of(variables);
        clients = KafkaClients.from(env);
        Provisioning.ensure(clients, Topic.ALL);
        producer = clients.producer("rig");
        knowTopics();
        tail = clients.tail("rig", IsolationLevel.READ_COMMITTED);
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.DELIVERIES, Topic.DEAD_LETTERS, Topic.EMAILS_DELAYED, Topic.EMAILS)) {
            tail.partitionsFor(topic.name()).forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        tail.assign(partitions);
        tail.seekToEnd(partitions);
        partitions.forEach(tail::position);
        configure(application, "default");
    }

    /** The producer waits two seconds for metadata; a broker that has just made the topics on a busy machine needs more. */
    private void knowTopics() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        for (Topic topic : List.of(Topic.APPLICATIONS, Topic.EMAILS, Topic.EMAILS_DELAYED, Topic.SIGNALS)) {
            boolean known = false;
            while (!known) {
                try {
                    known = !producer.partitionsFor(topic.name()).isEmpty();
                } catch (TimeoutException e) {
                    assertThat(System.nanoTime())
                            .as("metadata of " + topic.name())
                            .isLessThan(deadline);
                }
            }
        }
    }

    /** An application with a relay of its own, or {@code default}. */
    void configure(String id, String relay) throws Exception {
        String settings = "{\"id\":\"" + id + "\",\"name\":\"Acme Chat\",\"smtp\":\"" + relay + "\"}";
        ProducerRecord<byte[], byte[]> configured =
                new ProducerRecord<>(Topic.APPLICATIONS.name(), utf8(id), utf8(settings));
        configured
                .headers()
                .add("ce_specversion", utf8("1.0"))
                .add("ce_id", utf8(UUID.randomUUID().toString()))
                .add("ce_type", utf8("otp.ApplicationConfigured.v1"))
                .add("ce_source", utf8("/rig"));
        write(configured);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Map<String, String> variables() {
        return variables;
    }

    /** Another mailer in this process. */
    MailerService mailer() throws Exception {
        Environment env = Environment.of(variables);
        MailerService service = MailerService.wire(env, metrics, QUICK);
        env.check();
        services.add(service);
        service.start();
        return service;
    }

    /** An address that no other test has. */
    String address(String name) {
        return name + "@" + application + ".example";
    }

    EmailRequested request(String name) {
        return request(
                name, Instant.now().plusSeconds(600), Requests.KEYS.current().id());
    }

    EmailRequested request(String name, Instant expiresAt, String keyId) {
        return Requests.request(application, address(name), address(name), expiresAt, keyId);
    }

    /** Mails to this rig's addresses; what earlier tests left behind may come too. */
    List<SmtpDouble.Taken> taken(SmtpDouble server) {
        return server.taken().stream()
                .filter(t -> t.recipients().stream().anyMatch(r -> r.endsWith(address(""))))
                .toList();
    }

    /** What waits for another try, of this rig's application. */
    List<ConsumerRecord<byte[], byte[]>> delayed() {
        return seen(Topic.EMAILS_DELAYED).stream()
                .filter(r -> new String(r.value(), StandardCharsets.UTF_8).contains(application))
                .toList();
    }

    void ask(EmailRequested request) throws Exception {
        write(Requests.recordOf(request));
    }

    /** As the issuer tells it. */
    void erase(String name) throws Exception {
        write(EventCodec.encode(
                Topic.SIGNALS,
                Subject.of(application, address(name)),
                new Envelope<>(
                        UUID.randomUUID().toString(),
                        new AddressErased(application, address(name)),
                        "/rig",
                        Instant.now(),
                        null,
                        null)));
    }

    void write(ProducerRecord<byte[], byte[]> record) throws Exception {
        producer.send(record).get(10, TimeUnit.SECONDS);
    }

    /** What the mailer said about this rig's application, in the order seen; equal events once. */
    <D extends Delivery> List<D> deliveries(Class<D> type) {
        Map<String, D> byId = new HashMap<>();
        List<D> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : seen(Topic.DELIVERIES)) {
            if (EventCodec.decode(record) instanceof Decoded.Read(Envelope<?> envelope)
                    && type.isInstance(envelope.event())
                    && envelope.event().application().equals(application)
                    && byId.putIfAbsent(envelope.id(), type.cast(envelope.event())) == null) {
                found.add(type.cast(envelope.event()));
            }
        }
        return found;
    }

    List<ConsumerRecord<byte[], byte[]>> seen(Topic topic) {
        tail.poll(Duration.ofMillis(20)).forEach(seen::add);
        return seen.stream().filter(r -> r.topic().equals(topic.name())).toList();
    }

    /** Polls Kafka until it is so. */
    void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within %s", what, atMost).isLessThan(deadline);
            tail.poll(Duration.ofMillis(50)).forEach(seen::add);
        }
    }

    /** Records that were no longer this rig's mailers' when they were through. */
    double lostLocks() {
        return metrics.registry().find("otp.mails.locks.lost").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        services.forEach(MailerService::close);
        metrics.close();
        tail.close();
        producer.close();
    }

    private static Map<String, String> variables(int smtpPort, String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers(),
                "SMTP_HOST", "localhost",
                "SMTP_PORT", Integer.toString(smtpPort),
                "SMTP_SECURITY", "none",
                "SMTP_FROM_EMAIL", "no-reply@platform.example",
                "SMTP_MAX_CONNECTIONS", "8",
                "OTP_OPS_PORT", "0",
                "OTP_KEYS", Requests.KEY));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }
}
