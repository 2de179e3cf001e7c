package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be there before a service starts: a broker, the topics of the contract as the contract says, the settings
 * of share groups. Missing topics are created; what is there and differs is refused with what to do about it.
 */
public final class Provisioning {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

    /** Long enough for a broker that starts at the same time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private Provisioning() {}

    /** Waits for the broker, then sees to the topics. */
    public static void ensure(KafkaClients clients, Collection<Topic> topics) {
        try (Admin admin = clients.admin("otp-provisioning")) {
            int brokers = await(admin, PATIENCE);
            new Topics(admin, Math.min(3, brokers)).ensure(topics);
        }
    }

    /** Sets what the group needs as far as the broker's bounds allow, and answers with what is in force. */
    public static ShareGroup ensureShareGroup(KafkaClients clients, String group) {
        try (Admin admin = clients.admin("otp-provisioning")) {
            await(admin, PATIENCE);
            return new ShareGroups(admin).ensure(group);
        }
    }

    /** The number of brokers, once one answers. */
    static int await(Admin admin, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                DescribeClusterResult cluster = admin.describeCluster();
                Collection<Node> nodes = cluster.nodes().get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
                return nodes.size();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartException("interrupted while waiting for Kafka", e);
            } catch (ExecutionException | TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new StartException(
                            "Kafka has not answered for " + patience.toSeconds()
                                    + " s; check KAFKA_BOOTSTRAP_SERVERS and the KAFKA_SECURITY_… settings",
                            e);
                }
                LOG.atWarn()
                        .addKeyValue("error", Admins.nameOf(e))
                        .log("Kafka does not answer, KAFKA_BOOTSTRAP_SERVERS is tried again");
            }
        }
    }
}
