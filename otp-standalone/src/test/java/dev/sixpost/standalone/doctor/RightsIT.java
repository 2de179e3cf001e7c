package dev.sixpost.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with access rules: what no rule is about everybody may do, else only what one allows. */
class RightsIT {
    private static final long SECONDS = 20;
    private static final String SOMEBODY_ELSE = "User:somebody-else";
    private static final String EVERYBODY = "User:*";

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private Environment env;
    private KafkaClients clients;
    private Admin admin;

    @BeforeEach
    void up() {
        kafka = EmbeddedKafka.start(
                folder,
                0,
                Map.of(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:nobody",
                        "allow.everyone.if.no.acl.found", "true"));
        env = Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
        clients = KafkaClients.from(env);
        admin = clients.admin("test");
        Provisioning.ensure(clients, Topic.ALL);
    }

    @AfterEach
    void down() {
        admin.close();
        kafka.close();
    }

    @Test
    void whatIsMissingIsNamedUntilItIsGranted() throws Exception {
        use();
        assertThat(failures()).isEmpty();
        List<AclBinding> withheld = List.of(
                rule(ResourceType.GROUP, "otp-issuer", PatternType.LITERAL, SOMEBODY_ELSE, AclOperation.READ),
                rule(ResourceType.GROUP, "otp-mailer", PatternType.LITERAL, EVERYBODY, AclOperation.DESCRIBE),
                rule(ResourceType.GROUP, "otp-verifier", PatternType.LITERAL, EVERYBODY, AclOperation.DESCRIBE),
                rule(
                        ResourceType.TRANSACTIONAL_ID,
                        "otp-mailer-",
                        PatternType.PREFIXED,
                        SOMEBODY_ELSE,
                        AclOperation.WRITE),
                rule(ResourceType.TOPIC, "otp.results", PatternType.LITERAL, EVERYBODY, AclOperation.READ),
                rule(ResourceType.TOPIC, "otp.results", PatternType.LITERAL, EVERYBODY, AclOperation.DESCRIBE_CONFIGS));

        add(withheld);

        assertThat(failures())
                .containsExactly(
                        "Kafka rights of issuer: may not join groups otp-issuer",
                        "Kafka rights of verifier: may not write topics otp.results",
                        "Kafka rights of verifier: may not join groups otp-verifier",
                        "Kafka rights of mailer: may not join share groups otp-mailer",
                        "Kafka rights of mailer: may not see the settings of share groups otp-mailer",
                        "Kafka rights of mailer: may not set up share groups otp-mailer",
                        "Kafka rights of mailer: may not use transactional ids otp-mailer-");

        add(withheld.stream()
                .map(one -> new AclBinding(
                        one.pattern(),
                        new AccessControlEntry(EVERYBODY, "*", AclOperation.ALL, AclPermissionType.ALLOW)))
                .distinct()
                .toList());
        assertThat(failures()).isEmpty();
    }

    @Test
    void onlyTheRightsOfTheServiceThatIsAskedForCount() throws Exception {
        use();
        add(List.of(rule(ResourceType.GROUP, "otp-issuer", PatternType.LITERAL, SOMEBODY_ELSE, AclOperation.READ)));

        assertThat(look(Part.chosen(Optional.of("mailer")))).allMatch(Finding::good);
        assertThat(look(Part.chosen(Optional.of("issuer")))).anyMatch(finding -> !finding.good());
    }

    @Test
    void whoMayNotSeeTheRulesHearsOfThemAllTheSame() throws Exception {
        use();
        ResourcePattern cluster = new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
        add(List.of(
                rule(ResourceType.GROUP, "otp-issuer", PatternType.LITERAL, SOMEBODY_ELSE, AclOperation.READ),
                new AclBinding(
                        cluster, new AccessControlEntry(EVERYBODY, "*", AclOperation.ALL, AclPermissionType.ALLOW))));
        answered(admin.createAcls(List.of(new AclBinding(
                        cluster,
                        new AccessControlEntry(EVERYBODY, "*", AclOperation.DESCRIBE, AclPermissionType.DENY))))
                .all());
        await("the rules can no longer be seen", () -> !mayDescribeRules());

        assertThat(failures()).containsExactly("Kafka rights of issuer: may not join groups otp-issuer");
    }

    private boolean mayDescribeRules() throws Exception {
        try {
            answered(admin.describeAcls(AclBindingFilter.ANY).values());
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(ClusterAuthorizationException.class);
            return false;
        }
    }

    @Test
    void askingMakesNothing() throws Exception {
        Set<String> before = everything();

        assertThat(failures()).isEmpty();
        assertThat(everything()).isEqualTo(before);

        use();
        before = everything();
        assertThat(failures()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    /** Two groups and a transaction that once were: the broker has the topics of its own in which it keeps them. */
    private void use() throws Exception {
        answered(admin.alterConsumerGroupOffsets(
                        "otp-verifier",
                        Map.of(new TopicPartition(Topic.VERIFICATIONS.name(), 0), new OffsetAndMetadata(0)))
                .all());
        try (var consumer = clients.shareConsumer("otp-mailer", 1)) {
            consumer.subscribe(List.of(Topic.EMAILS.name()));
            await("the share group is made", () -> {
                consumer.poll(Duration.ofMillis(20));
                return everything().containsAll(Set.of("group otp-mailer", "__share_group_state"));
            });
        }
        try (var producer = clients.transactionalProducer("once")) {
            producer.initTransactions();
        }
    }

    private Set<String> everything() throws Exception {
        List<String> names = new ArrayList<>(answered(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names()));
        answered(admin.listGroups().all()).forEach(group -> names.add("group " + group.groupId()));
        answered(admin.listTransactions().all()).forEach(one -> names.add("transaction " + one.transactionalId()));
        return Set.copyOf(names);
    }

    /** What is said to be missing, without the remedies. */
    private List<String> failures() {
        return look(Part.chosen(Optional.empty())).stream()
                .filter(finding -> !finding.good())
                .map(finding -> finding.about() + ": " + finding.line().replaceAll(": grant it with .*", ""))
                .toList();
    }

    private List<Finding> look(List<Part> parts) {
        List<Finding> findings = KafkaCheck.of(env, parts).look();
        assertThat(findings).hasSizeGreaterThan(parts.size());
        return findings;
    }

    private static AclBinding rule(
            ResourceType type, String name, PatternType pattern, String principal, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private void add(Collection<AclBinding> rules) throws Exception {
        answered(admin.createAcls(rules).all());
        await(
                "the broker learns its rules",
                () -> answered(admin.describeAcls(AclBindingFilter.ANY).values())
                        .containsAll(rules));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static <T> T answered(KafkaFuture<T> future) throws Exception {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }
}
