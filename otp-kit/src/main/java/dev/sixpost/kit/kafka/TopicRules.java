package dev.sixpost.kit.kafka;

import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.Topic.Cleanup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic has to be like. Pure. */
final class TopicRules {
    private static final String BROKERS_TIME = "LogAppendTime";

    /** One partition per back-off tier of the mailer. */
    private static final int TIERS = 4;

    private TopicRules() {}

    /**
     * What is wrong with the partition counts of the topics that exist. All topics keyed by subject have the same count:
     * one subject is then on the same partition of each, and a count that was raised on one of them shows. Where all were
     * raised, the verifier's changelogs still have the count of before.
     */
    static Optional<String> checkPartitions(Map<String, Integer> existing) {
        SortedMap<String, Integer> subject = bySubject(existing);
        if (Set.copyOf(subject.values()).size() > 1) {
            return Optional.of("the topics keyed by subject need the same number of partitions and have " + subject
                    + "; a count that was changed breaks the order of what is there: restore it, or start with"
                    + " new topics");
        }
        Integer tiers = existing.get(Topic.EMAILS_DELAYED.name());
        if (tiers != null && tiers < TIERS) {
            return Optional.of(Topic.EMAILS_DELAYED.name() + " has " + tiers + " partitions and needs " + TIERS
                    + " or more, one for each back-off tier");
        }
        return Optional.empty();
    }

    /** The count for topics keyed by subject that are still to be created. */
    static int subjectPartitions(Map<String, Integer> existing) {
        return bySubject(existing).values().stream().findFirst().orElse(Topic.PARTITIONS);
    }

    /** Whether the topic was made by the verifier for its state, partition by partition of what it reads. */
    static boolean keepsTheCount(String name) {
        return name.startsWith("otp-verifier-") && name.endsWith("-changelog");
    }

    private static SortedMap<String, Integer> bySubject(Map<String, Integer> existing) {
        SortedMap<String, Integer> found = new TreeMap<>();
        existing.forEach((name, count) -> {
            if (keepsTheCount(name)) {
                found.put(name, count);
            }
        });
        for (Topic topic : Topic.ALL) {
            Integer count = existing.get(topic.name());
            if (topic.key() == Topic.Key.SUBJECT && count != null) {
                found.put(topic.name(), count);
            }
        }
        return found;
    }

    static Map<String, String> configs(Topic topic, int replicas) {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_TIME);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy(topic));
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, minInSync(replicas));
        // Only closed segments are cleaned: without this one, a day's retention could last a week.
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, millis(segment(topic)));
        topic.retention().ifPresent(kept -> configs.put(TopicConfig.RETENTION_MS_CONFIG, millis(kept)));
        topic.minCompactionLag().ifPresent(lag -> configs.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(lag)));
        // By itself the broker cleans only once there is as much new as old: what was erased could stay for years.
        topic.maxCompactionLag().ifPresent(lag -> configs.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(lag)));
        return configs;
    }

    /** One broker may be away without stopping writes, and, of three, without losing what was acknowledged. */
    static String minInSync(int replicas) {
        return replicas >= 3 ? "2" : "1";
    }

    /** What makes a topic unusable; the services' promises rest on it. */
    static List<String> problems(Topic topic, Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        String stamped = settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (!BROKERS_TIME.equals(stamped)) {
            problems.add(topic.name() + " has " + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + "=" + stamped
                    + " and needs "
                    + BROKERS_TIME + ": set it with kafka-configs.sh --alter --topic " + topic.name() + " --add-config "
                    + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG + "=" + BROKERS_TIME);
        }
        String cleanup = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
        Set<String> found = Arrays.stream(cleanup.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!found.equals(policies(topic))) {
            problems.add(topic.name() + " has " + TopicConfig.CLEANUP_POLICY_CONFIG + "=" + cleanup + " and needs "
                    + policy(topic));
        }
        return problems;
    }

    /** What the client may not do to a topic and has to; {@code allowed} has those topics whose broker tells. */
    static List<String> missingRights(Access access, Map<String, Set<AclOperation>> allowed) {
        List<String> missing = new ArrayList<>();
        missingRight(access.read(), AclOperation.READ, allowed).ifPresent(missing::add);
        missingRight(access.written(), AclOperation.WRITE, allowed).ifPresent(missing::add);
        return missing;
    }

    private static Optional<String> missingRight(
            Set<Topic> topics, AclOperation operation, Map<String, Set<AclOperation>> allowed) {
        String refused = topics.stream()
                .map(Topic::name)
                .filter(name -> allowed.containsKey(name) && !allowed.get(name).contains(operation))
                .sorted()
                .collect(Collectors.joining(", "));
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka does not allow this client to "
                        + operation.name().toLowerCase(Locale.ROOT) + " " + refused
                        + ": grant it with kafka-acls.sh --add --operation " + operation + " --topic …");
    }

    /** What an operator may have meant, and may not have. */
    static List<String> warnings(Topic topic, Map<String, String> settings) {
        List<String> warnings = new ArrayList<>();
        topic.retention().ifPresent(kept -> compare(settings, TopicConfig.RETENTION_MS_CONFIG, millis(kept), warnings));
        topic.minCompactionLag()
                .ifPresent(lag -> compare(settings, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(lag), warnings));
        topic.maxCompactionLag()
                .ifPresent(lag -> compare(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(lag), warnings));
        return warnings;
    }

    /** Topics from a time when the cluster was smaller, or some brokers were away, stay on as few as there were. */
    static Optional<String> fewReplicas(Map<String, Integer> existing, int wanted) {
        SortedMap<String, Integer> few = new TreeMap<>(existing);
        few.values().removeIf(count -> count >= wanted);
        return few.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "topics are on fewer brokers than " + wanted + ", and what they hold is lost or waits with"
                                + " one of them: " + few + "; spread them with kafka-reassign-partitions.sh");
    }

    private static void compare(Map<String, String> settings, String name, String wanted, List<String> warnings) {
        String found = settings.get(name);
        if (!wanted.equals(found)) {
            warnings.add("topic has " + name + "=" + found + " instead of " + wanted);
        }
    }

    private static String policy(Topic topic) {
        return policies(topic).stream().sorted().collect(Collectors.joining(","));
    }

    private static Set<String> policies(Topic topic) {
        return topic.cleanup().stream().map(TopicRules::word).collect(Collectors.toSet());
    }

    private static String word(Cleanup cleanup) {
        return switch (cleanup) {
            case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
            case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
        };
    }

    private static Duration segment(Topic topic) {
        return topic.retention().map(kept -> kept.dividedBy(4)).orElse(Duration.ofDays(1));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
