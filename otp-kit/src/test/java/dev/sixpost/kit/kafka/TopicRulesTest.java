package dev.sixpost.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicRulesTest {
    @Test
    void aNewTopicSatisfiesItsOwnRules() {
        for (Topic topic : Topic.ALL) {
            assertThat(TopicRules.problems(topic, TopicRules.configs(topic, 3))).isEmpty();
            assertThat(TopicRules.warnings(topic, TopicRules.configs(topic, 3))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 64})
    void topicsKeyedBySubjectMayHaveAnyCountAsLongAsItIsOne(int count) {
        Map<String, Integer> existing = Map.of("otp.requests", count, "otp.results", count, "otp.emails", 2);

        assertThat(TopicRules.checkPartitions(existing)).isEmpty();
        assertThat(TopicRules.subjectPartitions(existing)).isEqualTo(count);
    }

    @Test
    void whereNothingExistsTheContractsCountApplies() {
        assertThat(TopicRules.subjectPartitions(Map.of())).isEqualTo(6);
    }

    @Test
    void countsThatDifferAreNamedTopicByTopic() {
        assertThat(TopicRules.checkPartitions(Map.of("otp.requests", 6, "otp.results", 12)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("{otp.requests=6, otp.results=12}"));
    }

    @Test
    void aCountRaisedOnEveryTopicShowsInTheVerifiersChangelog() {
        assertThat(TopicRules.checkPartitions(
                        Map.of("otp.requests", 12, "otp.results", 12, "otp-verifier-subjects-changelog", 6)))
                .isPresent();
        assertThat(TopicRules.checkPartitions(Map.of("otp.requests", 6, "otp-verifier-subjects-changelog", 6)))
                .isEmpty();
    }

    @Test
    void eachBackOffTierNeedsItsPartition() {
        assertThat(TopicRules.checkPartitions(Map.of("otp.emails.delayed", 3))).isPresent();
        assertThat(TopicRules.checkPartitions(Map.of("otp.emails.delayed", 4))).isEmpty();
    }

    @Test
    void aClientsTimestampIsAProblemThatNamesItsRemedy() {
        assertThat(TopicRules.problems(Topic.REQUESTS, changed(Topic.REQUESTS, "message.timestamp.type", "CreateTime")))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains("kafka-configs.sh --alter --topic otp.requests")
                        .contains("message.timestamp.type=LogAppendTime"));
    }

    @Test
    void theOrderOfPoliciesDoesNotMatterAndAMissingOneDoes() {
        assertThat(TopicRules.problems(Topic.SESSIONS, changed(Topic.SESSIONS, "cleanup.policy", "delete,compact")))
                .isEmpty();
        assertThat(TopicRules.problems(Topic.SESSIONS, changed(Topic.SESSIONS, "cleanup.policy", "delete")))
                .hasSize(1);
    }

    @Test
    void anotherRetentionIsTheOperatorsChoiceAndIsMentioned() {
        Map<String, String> settings = changed(Topic.EMAILS, "retention.ms", "1");

        assertThat(TopicRules.problems(Topic.EMAILS, settings)).isEmpty();
        assertThat(TopicRules.warnings(Topic.EMAILS, settings)).hasSize(1);
    }

    @Test
    void retentionHoldsBecauseSegmentsCloseEarlier() {
        assertThat(Long.parseLong(TopicRules.configs(Topic.EMAILS, 1).getOrDefault("segment.ms", "")))
                .isLessThan(Long.parseLong(TopicRules.configs(Topic.EMAILS, 1).getOrDefault("retention.ms", "")));
    }

    @Test
    void whatIsCompactedIsSoInTimeAndNotTooEarly() {
        for (Topic topic : List.of(Topic.EMAIL_VERIFIED, Topic.APPLICATIONS)) {
            Map<String, String> configs = TopicRules.configs(topic, 1);
            long notBefore = Long.parseLong(configs.getOrDefault("min.compaction.lag.ms", "0"));
            long span = Long.parseLong(configs.getOrDefault("segment.ms", ""));

            // A segment is cleaned once its last record is old enough: by then its first one is not too old yet.
            assertThat(Long.parseLong(configs.getOrDefault("max.compaction.lag.ms", "")))
                    .isGreaterThanOrEqualTo(notBefore + span);
        }
    }

    @Test
    void aTopicThatKeepsWhatWasErasedIsMentioned() {
        assertThat(TopicRules.warnings(
                        Topic.EMAIL_VERIFIED,
                        changed(Topic.EMAIL_VERIFIED, "max.compaction.lag.ms", Long.toString(Long.MAX_VALUE))))
                .containsExactly("topic has max.compaction.lag.ms=9223372036854775807 instead of 2678400000");
    }

    @Test
    void topicsThatStayedOnFewBrokersAreNamed() {
        Map<String, Integer> replicas =
                Map.of("otp.requests", 3, "otp.results", 1, "otp-verifier-subjects-changelog", 2);

        assertThat(TopicRules.fewReplicas(replicas, 3))
                .hasValueSatisfying(
                        warning -> assertThat(warning).contains("{otp-verifier-subjects-changelog=2, otp.results=1}"));
        assertThat(TopicRules.fewReplicas(replicas, 1)).isEmpty();
    }

    private static Map<String, String> changed(Topic topic, String name, String value) {
        Map<String, String> settings = new HashMap<>(TopicRules.configs(topic, 1));
        settings.put(name, value);
        return settings;
    }

    @Test
    void rightsThatAreMissingAreNamedAndABrokerThatTellsNothingIsBelieved() {
        Access access = new Access(Set.of(Topic.EMAILS), Set.of(Topic.EMAILS, Topic.DELIVERIES, Topic.SIGNALS));
        Map<String, Set<AclOperation>> allowed = Map.of(
                "otp.emails", Set.of(AclOperation.READ, AclOperation.DESCRIBE),
                "otp.deliveries", Set.of(AclOperation.DESCRIBE));

        assertThat(TopicRules.missingRights(access, allowed))
                .singleElement()
                .asString()
                .contains("to write otp.deliveries, otp.emails:");
    }
}
