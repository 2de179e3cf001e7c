package dev.sixpost.kit.kafka;

import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Collection;

/**
 * What has to be there before a service starts: a broker, the topics of the contract as the contract says, the settings
 * of share groups. Missing topics are created; what is there and differs is refused with what to do about it.
 */
public final class Provisioning {
    /** Long enough for a broker that starts at the same time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A record is then on as many brokers as can be lost one after the other without losing it. */
    private static final int MOST_REPLICAS = 3;

    private Provisioning() {}

    /** Waits for the broker, then sees to the topics. */
    public static void ensure(KafkaClients clients, Collection<Topic> topics) {
        try (Reached cluster = Reached.await(clients, PATIENCE)) {
            topics(cluster).ensure(topics);
        }
    }

    /**
     * The same for what a service reads and writes; it is refused as well where it may not do so. Answers with how many
     * brokers a topic that is made now is on.
     */
    public static int ensure(KafkaClients clients, Access access) {
        try (Reached cluster = Reached.await(clients, PATIENCE)) {
            Topics topics = topics(cluster);
            topics.ensure(access.all());
            topics.check(access);
            return replicas(cluster);
        }
    }

    private static Topics topics(Reached cluster) {
        return new Topics(cluster.admin(), replicas(cluster));
    }

    private static int replicas(Reached cluster) {
        return Math.min(MOST_REPLICAS, cluster.brokers());
    }

    /** Sets what the group needs as far as the broker's bounds allow, and answers with what is in force. */
    public static ShareGroup ensureShareGroup(KafkaClients clients, String group) {
        try (Reached cluster = Reached.await(clients, PATIENCE)) {
            return new ShareGroups(cluster.admin()).ensure(group);
        }
    }
}
