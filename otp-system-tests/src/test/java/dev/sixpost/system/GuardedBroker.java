package dev.sixpost.system;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.SecondBroker;
import dev.sixpost.schemas.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** A broker that refuses what it is told to refuse; at first nothing. */
final class GuardedBroker implements AutoCloseable {
    private static final long ANSWER_SECONDS = 20;

    /** All clients are this one, the broker's own included: where no rule is, everybody may do everything. */
    private static final String EVERYBODY = "User:*";

    private final Path folder;
    private final Ports ports;
    private final EmbeddedKafka kafka;
    private final Admin admin;

    private GuardedBroker(Path folder, Ports ports) {
        this.folder = folder;
        this.ports = ports;
        this.kafka = EmbeddedKafka.start(folder.resolve("first"), ports.kafka(), settings());
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    static GuardedBroker start(Path folder) {
        return new GuardedBroker(folder, Ports.free());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(SecondBroker.first(ports.kafka(), ports.postgres()));
        settings.putAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:nobody",
                "allow.everyone.if.no.acl.found", "true"));
        return settings;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    void forbidWriting(Collection<Topic> topics) throws Exception {
        List<AclBinding> rules = new ArrayList<>();
        for (Topic topic : topics) {
            rules.add(rule(topic, AclOperation.ALL, AclPermissionType.ALLOW));
            rules.add(rule(topic, AclOperation.WRITE, AclPermissionType.DENY));
        }
        answered(admin.createAcls(rules).all());
        for (AclBinding rule : rules) {
            awaitRules(rule.toFilter(), 1);
        }
    }

    void allowWriting(Collection<Topic> topics) throws Exception {
        List<AclBindingFilter> rules = topics.stream()
                .map(topic ->
                        rule(topic, AclOperation.WRITE, AclPermissionType.DENY).toFilter())
                .toList();
        answered(admin.deleteAcls(rules).all());
        for (AclBindingFilter rule : rules) {
            awaitRules(rule, 0);
        }
    }

    private static AclBinding rule(Topic topic, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL),
                new AccessControlEntry(EVERYBODY, "*", operation, permission));
    }

    private void awaitRules(AclBindingFilter filter, int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (answered(admin.describeAcls(filter).values()).size() != count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the broker does not learn its rules");
            }
            Http.pause();
        }
    }

    /** Puts a copy of each on a second broker, which then goes away for good: one replica of two is left in sync. */
    void loseAReplica(Collection<Topic> topics) throws Exception {
        List<String> names = topics.stream().map(Topic::name).toList();
        EmbeddedKafka second = second();
        try {
            Map<TopicPartition, Optional<NewPartitionReassignment>> replicas = new HashMap<>();
            answered(admin.describeTopics(names).allTopicNames())
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition -> replicas.put(
                                    new TopicPartition(name, partition.partition()),
                                    Optional.of(new NewPartitionReassignment(List.of(1, SecondBroker.NODE_ID))))));
            answered(admin.alterPartitionReassignments(replicas).all());
            awaitInSync(names, 2);
        } finally {
            second.close();
        }
        awaitInSync(names, 1);
    }

    private EmbeddedKafka second() {
        return SecondBroker.join(folder.resolve("first"), folder.resolve("second"), ports.http(), settings());
    }

    private void awaitInSync(List<String> names, int replicas) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (!answered(admin.describeTopics(names).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == replicas)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the replicas do not come or go");
            }
            Http.pause();
        }
    }

    /** More than are in sync makes the broker refuse whatever is to be on all replicas. */
    void requireReplicas(int count, Collection<Topic> topics) throws Exception {
        AlterConfigOp least = new AlterConfigOp(
                new ConfigEntry("min.insync.replicas", Integer.toString(count)), AlterConfigOp.OpType.SET);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        topics.forEach(
                topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), List.of(least)));
        answered(admin.incrementalAlterConfigs(changes).all());
    }

    /** {@code null} lifts the limit. */
    void limit(String clientId, @Nullable Double bytesPerSecond) throws Exception {
        ClientQuotaEntity client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
        ClientQuotaAlteration limit = new ClientQuotaAlteration(
                client, List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)));
        answered(admin.alterClientQuotas(List.of(limit)).all());
    }

    private static <T> T answered(KafkaFuture<T> future) throws Exception {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }
}
