package dev.sixpost.kit.kafka;

import dev.sixpost.kit.config.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The one place where Kafka clients are made: the settings of {@link ClientSettings}, then what {@code KAFKA_…} variables
 * say. Keys and values are bytes, so that no record can break a poll. Whoever asked for a client closes it.
 */
public final class KafkaClients {
    /** For so long a producer that nobody waits for repeats a record itself. */
    public static final Duration OUTLASTS_EVERY_CODE = Duration.ofMinutes(11);

    private final GivenSettings given;

    private KafkaClients(GivenSettings given) {
        this.given = given;
    }

    public static KafkaClients from(Environment env) {
        var given = GivenSettings.from(env);
        if (given.areSpecial()) {
            ClientTrial.fault(new KafkaClients(given.toNowhere()))
                    .map(given::withoutValues)
                    .ifPresent(fault -> env.problem("KAFKA_…", "make no client together: " + fault));
        }
        return new KafkaClients(given);
    }

    /** Acknowledged by all replicas, idempotent. */
    public KafkaProducer<byte[], byte[]> producer(String name) {
        return new KafkaProducer<>(with(ClientSettings.producer(name), ProducerConfig.configNames()));
    }

    /** The same, for what nobody waits for: records gather for a moment, and are not given up while a code may live. */
    public KafkaProducer<byte[], byte[]> gatheringProducer(String name) {
        return new KafkaProducer<>(with(ClientSettings.gatheringProducer(name), ProducerConfig.configNames()));
    }

    /** {@code initTransactions} is the caller's. */
    public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) {
        return new KafkaProducer<>(with(
                ClientSettings.transactionalProducer(transactionalId, transactionalId), ProducerConfig.configNames()));
    }

    /** Reads what is committed; a static member where {@code instanceId} is given. */
    public KafkaConsumer<byte[], byte[]> groupConsumer(String group, @Nullable String instanceId) {
        return new KafkaConsumer<>(
                with(ClientSettings.groupConsumer(group, group, instanceId), ConsumerConfig.configNames()));
    }

    /** Without a group: partitions are assigned by hand. */
    public KafkaConsumer<byte[], byte[]> tail(String name, IsolationLevel isolation) {
        return new KafkaConsumer<>(with(ClientSettings.consumer(name, isolation), ConsumerConfig.configNames()));
    }

    /** Takes at most {@code maxRecords} at a time; each is acknowledged explicitly. */
    public KafkaShareConsumer<byte[], byte[]> shareConsumer(String group, int maxRecords) {
        return new KafkaShareConsumer<>(
                with(ClientSettings.shareConsumer(group, group, maxRecords), ConsumerConfig.configNames()));
    }

    /**
     * For a Kafka Streams application that is exactly-once and answers somebody who waits.
     *
     * @param replicas how many brokers the topics are on that it makes for itself
     */
    public Map<String, Object> streams(String applicationId, Path stateDir, int replicas) {
        Set<String> all = new HashSet<>(ProducerConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        return with(StreamsSettings.of(applicationId, stateDir, replicas), all);
    }

    public Admin admin(String name) {
        return Admin.create(with(ClientSettings.admin(name), AdminClientConfig.configNames()));
    }

    private Map<String, Object> with(Map<String, Object> settings, Set<String> knownNames) {
        given.addTo(settings, knownNames);
        return settings;
    }
}
