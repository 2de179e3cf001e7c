package dev.sixpost.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.kafka.Access;
import dev.sixpost.schemas.Topic;
import dev.sixpost.standalone.doctor.Guarded.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
    private static final Access ACCESS = new Access(Set.of(Topic.EMAILS), Set.of(Topic.EMAILS, Topic.DELIVERIES))
            .keeping("x-changelog")
            .joining("x")
            .sharing("y")
            .transacting("x-");

    private static final Guarded EMAILS = new Guarded(Kind.TOPIC, "otp.emails");
    private static final Guarded DELIVERIES = new Guarded(Kind.TOPIC, "otp.deliveries");
    private static final Guarded CHANGELOG = new Guarded(Kind.TOPIC, "x-changelog");
    private static final Guarded GROUP = new Guarded(Kind.GROUP, "x");
    private static final Guarded SHARE_GROUP = new Guarded(Kind.SHARE_GROUP, "y");
    private static final Guarded TRANSACTIONS = new Guarded(Kind.TRANSACTIONAL_IDS, "x-");

    private static final Answer HIDDEN = new Answer.Hidden();
    private static final Answer UNTOLD = new Answer.Untold();

    @Test
    void everythingThatIsDeclaredIsAskedAbout() {
        assertThat(Rights.of(ACCESS))
                .containsExactlyInAnyOrder(EMAILS, DELIVERIES, CHANGELOG, GROUP, SHARE_GROUP, TRANSACTIONS);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsMissingIsNamedWithItsRemedy(Guarded what, Answer answer, List<String> lines) {
        Map<Guarded, Answer> answers = new HashMap<>(contented());
        answers.put(what, answer);

        assertThat(Rights.judge("Kafka rights of x", ACCESS, answers))
                .extracting(Finding::text)
                .containsExactlyElementsOf(lines);
    }

    static Stream<Arguments> whatIsMissingIsNamedWithItsRemedy() {
        String grant = ": grant it with bin/kafka-acls.sh --add --operation ";
        return Stream.of(
                row(TRANSACTIONS, UNTOLD, "ok    Kafka rights of x: none is seen to be missing"),
                row(
                        EMAILS,
                        allowed(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS),
                        "FAIL  Kafka rights of x: may not read topics otp.emails" + grant + "Read --topic …"),
                row(
                        DELIVERIES,
                        allowed(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
                        "FAIL  Kafka rights of x: may not write topics otp.deliveries" + grant + "Write --topic …"),
                row(
                        DELIVERIES,
                        allowed(AclOperation.WRITE),
                        "FAIL  Kafka rights of x: may not see the settings of topics otp.deliveries" + grant
                                + "DescribeConfigs --topic …"),
                row(
                        CHANGELOG,
                        HIDDEN,
                        "FAIL  Kafka rights of x: may not read topics x-changelog" + grant + "Read --topic …",
                        "FAIL  Kafka rights of x: may not write topics x-changelog" + grant + "Write --topic …"),
                row(
                        DELIVERIES,
                        UNTOLD,
                        "ok    Kafka rights of x: none is seen to be missing; not there yet, so ask again then:"
                                + " otp.deliveries"),
                row(GROUP, HIDDEN, "FAIL  Kafka rights of x: may not join groups x" + grant + "Read --group …"),
                row(
                        GROUP,
                        allowed(AclOperation.DESCRIBE),
                        "FAIL  Kafka rights of x: may not join groups x" + grant + "Read --group …"),
                row(
                        GROUP,
                        UNTOLD,
                        "ok    Kafka rights of x: none is seen to be missing; not there yet, so ask again then: x"),
                row(
                        SHARE_GROUP,
                        HIDDEN,
                        "FAIL  Kafka rights of x: may not join share groups y" + grant + "Read --group …"),
                row(
                        SHARE_GROUP,
                        allowed(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
                        "FAIL  Kafka rights of x: may not set up share groups y" + grant + "AlterConfigs --group …"),
                row(
                        TRANSACTIONS,
                        HIDDEN,
                        "FAIL  Kafka rights of x: may not use transactional ids x-" + grant
                                + "Write --transactional-id … --resource-pattern-type prefixed"));
    }

    @ParameterizedTest
    @MethodSource
    void aRefusalToDescribeIsToldFromAnAbsenceAndFromTrouble(Kind kind, RuntimeException refusal, List<Answer> answer) {
        assertThat(Answer.refused(kind, refusal).stream()).containsExactlyElementsOf(answer);
    }

    static Stream<Arguments> aRefusalToDescribeIsToldFromAnAbsenceAndFromTrouble() {
        return Stream.of(
                Arguments.of(Kind.TOPIC, new TopicAuthorizationException("no"), List.of(HIDDEN)),
                Arguments.of(Kind.SHARE_GROUP, new TopicAuthorizationException("no"), List.of(UNTOLD)),
                Arguments.of(Kind.GROUP, GroupAuthorizationException.forGroupId("x"), List.of(HIDDEN)),
                Arguments.of(Kind.TRANSACTIONAL_IDS, new TransactionalIdAuthorizationException("no"), List.of(HIDDEN)),
                Arguments.of(Kind.TOPIC, new UnknownTopicOrPartitionException(), List.of(UNTOLD)),
                Arguments.of(Kind.GROUP, new GroupIdNotFoundException("none"), List.of(UNTOLD)),
                Arguments.of(Kind.TRANSACTIONAL_IDS, new TransactionalIdNotFoundException("none"), List.of(UNTOLD)),
                Arguments.of(Kind.GROUP, new TimeoutException("late"), List.of()));
    }

    private static Map<Guarded, Answer> contented() {
        Answer all = allowed(
                AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS);
        return Map.of(EMAILS, all, DELIVERIES, all, CHANGELOG, all, GROUP, all, SHARE_GROUP, all, TRANSACTIONS, UNTOLD);
    }

    private static Answer allowed(AclOperation... operations) {
        return new Answer.Allowed(Set.of(operations));
    }

    private static Arguments row(Guarded what, Answer answer, String... lines) {
        return Arguments.of(what, answer, List.of(lines));
    }
}
