package dev.sixpost.standalone.doctor;

import dev.sixpost.standalone.doctor.Guarded.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Asks a broker what its client may do. Nothing is written, and no topic, group or transactional id is made by asking.
 * Only where a client may not see the two topics of Kafka's own for them, a broker that never had a group or a
 * transaction makes these, as it does for whoever asks first.
 */
final class Questions {
    private static final AclBindingFilter RULES_OF_THE_CLUSTER = new AclBindingFilter(
            new ResourcePatternFilter(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
            AccessControlEntryFilter.ANY);

    /** After what the transactional ids of a service begin with: nobody has this one. */
    private static final String NOBODYS = "doctor";

    private final Admin admin;
    private final Set<Guarded> about;
    private final Map<Guarded, Answer> answers = new HashMap<>();

    Questions(Admin admin, Collection<Guarded> about) {
        this.admin = admin;
        this.about = Set.copyOf(about);
    }

    /** Whether the cluster has access rules at all. */
    boolean guarded() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            KafkaCheck.answer(admin.describeAcls(RULES_OF_THE_CLUSTER).values());
            return true;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case SecurityDisabledException _ -> false;
                case ClusterAuthorizationException _ -> true;
                case null, default -> throw e;
            };
        }
    }

    Map<Guarded, Answer> ask() throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = new HashSet<>(names(Kind.TOPIC));
        topics.add(Topic.GROUP_METADATA_TOPIC_NAME);
        topics.add(Topic.TRANSACTION_STATE_TOPIC_NAME);
        take(Kind.TOPIC, topics(topics), topic -> Answer.told(topic.authorizedOperations()));
        if (!isMissing(Topic.GROUP_METADATA_TOPIC_NAME)) {
            take(
                    Kind.GROUP,
                    admin.describeConsumerGroups(
                                    names(Kind.GROUP),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups(),
                    group -> Answer.told(group.authorizedOperations()));
            take(
                    Kind.SHARE_GROUP,
                    admin.describeShareGroups(
                                    names(Kind.SHARE_GROUP),
                                    new DescribeShareGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups(),
                    group -> Answer.told(group.authorizedOperations()));
        }
        if (!isMissing(Topic.TRANSACTION_STATE_TOPIC_NAME)) {
            Set<String> ids = names(Kind.TRANSACTIONAL_IDS);
            DescribeTransactionsResult described = admin.describeTransactions(
                    ids.stream().map(id -> id + NOBODYS).toList());
            take(
                    Kind.TRANSACTIONAL_IDS,
                    ids.stream().collect(Collectors.toMap(id -> id, id -> described.description(id + NOBODYS))),
                    transaction -> new Answer.Untold());
        }
        return Map.copyOf(answers);
    }

    private Map<String, KafkaFuture<TopicDescription>> topics(Set<String> names) {
        return admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
    }

    private boolean isMissing(String topic) {
        return answers.get(new Guarded(Kind.TOPIC, topic)) instanceof Answer.Untold;
    }

    private Set<String> names(Kind kind) {
        return about.stream()
                .filter(one -> one.kind() == kind)
                .map(Guarded::name)
                .collect(Collectors.toSet());
    }

    private <T> void take(Kind kind, Map<String, KafkaFuture<T>> asked, Function<T, Answer> told)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Map.Entry<String, KafkaFuture<T>> one : asked.entrySet()) {
            Answer answer;
            try {
                answer = told.apply(KafkaCheck.answer(one.getValue()));
            } catch (ExecutionException e) {
                answer = Answer.refused(kind, e.getCause()).orElseThrow(() -> e);
            }
            answers.put(new Guarded(kind, one.getKey()), answer);
        }
    }
}
