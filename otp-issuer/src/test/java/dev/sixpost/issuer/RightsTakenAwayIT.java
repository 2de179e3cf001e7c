package dev.sixpost.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpIssued;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** K-31: an issuer loses its rights, gets them back one after the other, and begins anew in between. */
@Isolated("all brokers of a process count in the same place")
class RightsTakenAwayIT {
    private static final Map<String, String> GUARDED = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:nobody",
            "allow.everyone.if.no.acl.found", "true");

    private static final List<AclBinding> MAY_DO_ALL_ELSE = List.of(
            rule(ResourceType.TRANSACTIONAL_ID, "*", AclOperation.ALL, AclPermissionType.ALLOW),
            rule(ResourceType.TOPIC, "*", AclOperation.ALL, AclPermissionType.ALLOW),
            rule(ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALL, AclPermissionType.ALLOW));

    private static final List<AclBinding> MAY_NOT_TRANSACT =
            List.of(rule(ResourceType.TRANSACTIONAL_ID, "*", AclOperation.WRITE, AclPermissionType.DENY));

    /** A producer is given an identity for either right. */
    private static final List<AclBinding> MAY_NOT_WRITE = List.of(
            rule(ResourceType.TOPIC, "*", AclOperation.WRITE, AclPermissionType.DENY),
            rule(ResourceType.CLUSTER, "kafka-cluster", AclOperation.IDEMPOTENT_WRITE, AclPermissionType.DENY));

    private static final Duration WINDOW = Duration.ofSeconds(5);
    /** A few in each of the passes that the loop's pauses leave room for; without pauses it is thousands. */
    private static final long FEW = 50;

    @Test
    void whoMayNotWriteAsksForAnIdentityOnceInAPauseAndGoesOnByItself() throws Exception {
        try (Stage stage = Stage.on(GUARDED);
                Admin operator = stage.clients().admin("operator");
                IssuerService issuer = stage.issuer("one")) {
            stage.application("{\"id\":\"acme\",\"name\":\"Acme\"}");
            stage.ask("before", "acme", "ada@example.com");
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("before"));

            add(operator, MAY_DO_ALL_ELSE);
            add(operator, MAY_NOT_TRANSACT);
            stage.ask("during", "acme", "bob@example.com");
            awaitTrouble(issuer, "TransactionalIdAuthorizationException");
            add(operator, MAY_NOT_WRITE);
            remove(operator, MAY_NOT_TRANSACT);
            awaitTrouble(issuer, "NotPublishedException");

            long asked = identitiesAskedFor();
            long end = System.nanoTime() + WINDOW.toNanos();
            Poll.until(() -> System.nanoTime() > end);
            assertThat(identitiesAskedFor() - asked).isLessThan(FEW);
            assertThat(stage.witness().all(OtpIssued.class, e -> e.requestId().equals("during")))
                    .isEmpty();

            remove(operator, MAY_NOT_WRITE);
            stage.witness().await(OtpIssued.class, e -> e.requestId().equals("during"));
            Poll.until(() -> issuer.health().readyTroubles().isEmpty());
            assertThat(stage.witness().all(EmailRequested.class, _ -> true))
                    .extracting(e -> e.event().requestId())
                    .containsExactlyInAnyOrder("before", "during");
            assertThat(stage.witness().deadLetters()).isEmpty();
        }
    }

    private static void awaitTrouble(IssuerService issuer, String named) {
        Poll.until(() ->
                issuer.health().readyTroubles().getOrDefault("batches", "").startsWith(named));
    }

    /** How often the broker, which is in this process, was asked, by whomever. */
    private static long identitiesAskedFor() throws Exception {
        MBeanServer metrics = ManagementFactory.getPlatformMBeanServer();
        long count = 0;
        for (ObjectName version : metrics.queryNames(
                new ObjectName("kafka.network:type=RequestMetrics,name=RequestsPerSec,request=InitProducerId,*"),
                null)) {
            count += (Long) metrics.getAttribute(version, "Count");
        }
        assertThat(count).isPositive();
        return count;
    }

    private static AclBinding rule(
            ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Returns once the broker goes by them. */
    private static void add(Admin operator, List<AclBinding> rules) throws Exception {
        operator.createAcls(rules).all().get(20, TimeUnit.SECONDS);
        Poll.until(() -> inForce(operator).containsAll(rules));
    }

    private static Collection<AclBinding> inForce(Admin operator) {
        return operator.describeAcls(AclBindingFilter.ANY)
                .values()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void remove(Admin operator, List<AclBinding> rules) throws Exception {
        operator.deleteAcls(rules.stream().map(AclBinding::toFilter).toList())
                .all()
                .get(20, TimeUnit.SECONDS);
    }
}
