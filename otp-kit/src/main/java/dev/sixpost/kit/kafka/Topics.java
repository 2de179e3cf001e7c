package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and compares those that are there with the contract. */
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final Admin admin;
    private final int replicas;

    Topics(Admin admin, int replicas) {
        this.admin = admin;
        this.replicas = replicas;
    }

    void ensure(Collection<Topic> topics) {
        Map<String, Integer> partitions = partitions(known());
        TopicRules.checkPartitions(partitions).ifPresent(Topics::refuse);
        List<Topic> missing = topics.stream()
                .filter(topic -> !partitions.containsKey(topic.name()))
                .toList();
        create(missing, TopicRules.subjectPartitions(partitions));
        // Another service may have created them at the same time, so what is there now is what counts.
        Map<String, TopicDescription> known =
                Admins.settled(() -> allOf(topics), "topics that were created do not appear");
        TopicRules.checkPartitions(partitions(known)).ifPresent(Topics::refuse);
        TopicRules.fewReplicas(replicas(known), replicas).ifPresent(LOG::warn);
        check(topics);
    }

    private Optional<Map<String, TopicDescription>> allOf(Collection<Topic> topics) {
        Map<String, TopicDescription> known = known();
        boolean all = topics.stream().allMatch(topic -> known.containsKey(topic.name()));
        return all ? Optional.of(known) : Optional.empty();
    }

    /** By name: those of the contract that exist, and what records their count. */
    private Map<String, TopicDescription> known() {
        Set<String> names = new TreeSet<>(Admins.answer(admin.listTopics().names(), "to list the topics"));
        names.removeIf(name -> !TopicRules.keepsTheCount(name));
        Topic.ALL.forEach(topic -> names.add(topic.name()));
        return described(names);
    }

    private static Map<String, Integer> partitions(Map<String, TopicDescription> topics) {
        Map<String, Integer> partitions = new HashMap<>();
        topics.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    /** Of the partition that is on the fewest brokers. */
    private static Map<String, Integer> replicas(Map<String, TopicDescription> topics) {
        Map<String, Integer> replicas = new HashMap<>();
        topics.forEach((name, topic) -> topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .ifPresent(fewest -> replicas.put(name, fewest)));
        return replicas;
    }

    /** Those of the names that exist, and with what this client may do to them, where the broker says so. */
    private Map<String, TopicDescription> described(Set<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach((name, future) -> describe(name, future).ifPresent(topic -> found.put(name, topic)));
        return found;
    }

    private static Optional<TopicDescription> describe(String name, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(Admins.answer(future, "to describe topic " + name));
        } catch (StartException e) {
            // Another service's topic need not be seen by this one.
            if (Admins.causedBy(e, UnknownTopicOrPartitionException.class)
                    || Admins.causedBy(e, TopicAuthorizationException.class)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void create(List<Topic> missing, int subjectPartitions) {
        List<NewTopic> wanted = missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(),
                                topic.key() == Topic.Key.SUBJECT ? subjectPartitions : Topic.PARTITIONS,
                                (short) replicas)
                        .configs(TopicRules.configs(topic, replicas)))
                .toList();
        admin.createTopics(wanted).values().forEach((name, future) -> {
            try {
                Admins.answer(future, "to create topic " + name);
                LOG.atInfo().addKeyValue("topic", name).log("topic created");
            } catch (StartException e) {
                if (!Admins.causedBy(e, TopicExistsException.class)) {
                    throw e;
                }
            }
        });
    }

    /** Whether this client may read and write what it has to; a broker that does not say so is believed to allow it. */
    void check(Access access) {
        Set<String> names = access.all().stream().map(Topic::name).collect(Collectors.toSet());
        Map<String, Set<AclOperation>> allowed = new HashMap<>();
        described(names).forEach((name, topic) -> {
            if (topic.authorizedOperations() != null) {
                allowed.put(name, topic.authorizedOperations());
            }
        });
        List<String> missing = TopicRules.missingRights(access, allowed);
        if (!missing.isEmpty()) {
            refuse(String.join("; ", missing));
        }
    }

    private void check(Collection<Topic> topics) {
        Map<ConfigResource, Topic> resources = topics.stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic -> topic));
        Map<ConfigResource, Config> found =
                Admins.settled(() -> describe(resources.keySet()), "the settings of the topics do not appear");
        List<String> problems = new ArrayList<>();
        found.forEach((resource, config) -> {
            Topic topic = resources.get(resource);
            if (topic != null) {
                Map<String, String> settings = new HashMap<>();
                config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
                problems.addAll(TopicRules.problems(topic, settings));
                for (String warning : TopicRules.warnings(topic, settings)) {
                    LOG.atWarn().addKeyValue("topic", topic.name()).log(warning);
                }
            }
        });
        if (!problems.isEmpty()) {
            refuse(String.join("; ", problems.stream().sorted().toList()));
        }
    }

    private Optional<Map<ConfigResource, Config>> describe(Collection<ConfigResource> resources) {
        try {
            return Optional.of(
                    Admins.answer(admin.describeConfigs(resources).all(), "to describe the topics' settings"));
        } catch (StartException e) {
            if (Admins.causedBy(e, UnknownTopicOrPartitionException.class)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void refuse(String problem) {
        throw new StartException(problem);
    }
}
