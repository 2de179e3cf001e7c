package dev.sixpost.verifier;

import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.schemas.Topic;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** The log as it is found at start. */
record Log(String clusterId, int partitions) {
    private static final long SECONDS = 15;

    static Log describe(KafkaClients clients) throws InterruptedException {
        try (Admin admin = clients.admin("otp-verifier")) {
            String name = Topic.VERIFICATIONS.name();
            String clusterId = answer(admin.describeCluster().clusterId());
            int partitions = answer(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                    .mapToInt(topic -> topic.partitions().size())
                    .sum();
            return new Log(clusterId, partitions);
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("Kafka does not say how otp.verifications is partitioned", e);
        }
    }
}
