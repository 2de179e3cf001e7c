package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.embedded.TestCluster;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class PublisherIT {
    private static final Set<Topic> TOPICS = Set.of(Topic.REQUESTS, Topic.VERIFICATIONS);

    @Test
    void theFirstCallerDoesNotWaitForWhereTheTopicsLie() throws Exception {
        KafkaClients clients =
                KafkaClients.from(Environment.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", TestCluster.bootstrapServers())));
        Provisioning.ensure(clients, TOPICS);
        try (KafkaProducer<byte[], byte[]> producer = clients.producer("first-caller");
                Watchdog watchdog = new Watchdog("first-caller")) {
            Publisher publisher = new Publisher(producer, new BrokerClock(), watchdog, new SimpleMeterRegistry());
            publisher.learn(TOPICS);
            double learned = waitedForTopics(producer);

            for (Topic topic : TOPICS) {
                publisher.publish(new ProducerRecord<>(topic.name(), new byte[0], new byte[] {1}));
            }

            assertThat(learned).isPositive();
            assertThat(waitedForTopics(producer)).isEqualTo(learned);
        }
    }

    private static double waitedForTopics(KafkaProducer<byte[], byte[]> producer) {
        return producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("metadata-wait-time-ns-total"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .findFirst()
                .orElseThrow();
    }
}
