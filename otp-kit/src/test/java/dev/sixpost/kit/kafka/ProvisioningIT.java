package dev.sixpost.kit.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProvisioningIT {
    @TempDir
    static Path dataDir;

    private static EmbeddedKafka kafka;

    private KafkaClients clients;
    private Admin admin;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(dataDir, 0);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void removeTopics() {
        clients = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
        admin = clients.admin("test");
        Admins.settled(this::removeAll, "the topics of the test before do not go");
    }

    /** What one thread of the broker has removed, another may still list. */
    private Optional<Boolean> removeAll() {
        try {
            Set<String> names = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            admin.deleteTopics(names).all().get(10, TimeUnit.SECONDS);
            return names.isEmpty() ? Optional.of(true) : Optional.empty();
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    @AfterEach
    void closeAdmin() {
        admin.close();
    }

    @Test
    void createsEveryTopicOfTheContractWithTheBrokersTimeAndItsCleanup() throws Exception {
        Provisioning.ensure(clients, Topic.ALL);

        for (Topic topic : Topic.ALL) {
            Map<String, String> settings = settings(ConfigResource.Type.TOPIC, topic.name());
            assertThat(settings).containsEntry("message.timestamp.type", "LogAppendTime");
            assertThat(partitions(topic)).isEqualTo(6);
        }
        assertThat(settings(ConfigResource.Type.TOPIC, "otp.requests"))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
        assertThat(settings(ConfigResource.Type.TOPIC, "otp.email-verified"))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry(
                        "min.compaction.lag.ms",
                        Long.toString(Duration.ofDays(30).toMillis()))
                .containsEntry(
                        "max.compaction.lag.ms",
                        Long.toString(Duration.ofDays(31).toMillis()));
    }

    @Test
    void changesNothingOfWhatIsThereAlready() throws Exception {
        create("otp.requests", 3, Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "86400000"));

        Provisioning.ensure(clients, Topic.ALL);
        Provisioning.ensure(clients, Topic.ALL);

        assertThat(partitions(Topic.REQUESTS)).isEqualTo(3);
        assertThat(settings(ConfigResource.Type.TOPIC, "otp.requests")).containsEntry("retention.ms", "86400000");
    }

    @Test
    void createsWhatIsMissingWithThePartitionsOfWhatIsThere() throws Exception {
        create("otp.requests", 3, Map.of("message.timestamp.type", "LogAppendTime"));

        Provisioning.ensure(clients, List.of(Topic.REQUESTS, Topic.RESULTS, Topic.DEAD_LETTERS));

        assertThat(partitions(Topic.RESULTS)).isEqualTo(3);
        assertThat(partitions(Topic.DEAD_LETTERS)).isEqualTo(6);
    }

    @Test
    void refusesAPartitionCountThatWasRaisedOnOneTopic() throws Exception {
        Provisioning.ensure(clients, Topic.ALL);
        admin.createPartitions(Map.of("otp.verifications", NewPartitions.increaseTo(12)))
                .all()
                .get(10, TimeUnit.SECONDS);
        Admins.settled(() -> Optional.of(12).filter(this::isCountOfVerifications), "the new count does not appear");

        assertThatThrownBy(() -> Provisioning.ensure(clients, List.of(Topic.REQUESTS)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("otp.verifications=12");
    }

    @Test
    void refusesACountThatTheVerifiersChangelogDoesNotHave() throws Exception {
        create("otp-verifier-subjects-changelog", 3, Map.of("cleanup.policy", "compact"));
        create("otp.requests", 6, Map.of("message.timestamp.type", "LogAppendTime"));

        assertThatThrownBy(() -> Provisioning.ensure(clients, List.of(Topic.REQUESTS)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("otp-verifier-subjects-changelog=3");
    }

    @Test
    void refusesATopicWhoseTimestampsAreTheClients() throws Exception {
        create("otp.requests", 6, Map.of("message.timestamp.type", "CreateTime"));

        assertThatThrownBy(() -> Provisioning.ensure(clients, List.of(Topic.REQUESTS)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("otp.requests has message.timestamp.type=CreateTime and needs LogAppendTime");
    }

    @Test
    void refusesATopicThatWouldForgetWhatItShouldKeep() throws Exception {
        create("otp.applications", 6, Map.of("cleanup.policy", "delete"));

        assertThatThrownBy(() -> Provisioning.ensure(clients, List.of(Topic.APPLICATIONS)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("otp.applications has cleanup.policy=delete and needs compact");
    }

    @Test
    void givesAShareGroupTheSettingsTheMailerRestsOn() throws Exception {
        ShareGroup group = Provisioning.ensureShareGroup(clients, "otp-mailer");

        assertThat(group).isEqualTo(new ShareGroup("otp-mailer", Duration.ofSeconds(10), 25, Duration.ofSeconds(6)));
        assertThat(settings(ConfigResource.Type.GROUP, "otp-mailer"))
                .containsEntry("share.auto.offset.reset", "earliest")
                .containsEntry("share.isolation.level", "read_committed")
                .containsEntry("share.renew.acknowledge.enable", "true")
                .containsEntry("share.record.lock.duration.ms", "10000")
                .containsEntry("share.delivery.count.limit", "25")
                .containsEntry("share.session.timeout.ms", "6000")
                .containsEntry("share.heartbeat.interval.ms", "500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "nowhere.invalid:9092"})
    void waitsAndThenSaysWhichVariableToLookAtWhereNoBrokerAnswers(String nobody) {
        KafkaClients alone = KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", nobody)));

        assertThatThrownBy(() -> Reached.await(alone, Duration.ofMillis(10)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    private boolean isCountOfVerifications(int count) {
        try {
            return partitions(Topic.VERIFICATIONS) == count;
        } catch (Exception e) {
            return false;
        }
    }

    private void create(String name, int partitions, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                .all()
                .get(10, TimeUnit.SECONDS);
        Admins.settled(() -> Optional.of(name).filter(this::isListed), "the topic does not appear");
    }

    private boolean isListed(String name) {
        try {
            return admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(name);
        } catch (Exception e) {
            return false;
        }
    }

    private int partitions(Topic topic) throws Exception {
        return requireNonNull(admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get(10, TimeUnit.SECONDS)
                        .get(topic.name()))
                .partitions()
                .size();
    }

    private Map<String, String> settings(ConfigResource.Type type, String name) throws Exception {
        ConfigResource resource = new ConfigResource(type, name);
        Map<String, String> settings = new HashMap<>();
        requireNonNull(admin.describeConfigs(List.of(resource))
                        .all()
                        .get(10, TimeUnit.SECONDS)
                        .get(resource))
                .entries()
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }
}
