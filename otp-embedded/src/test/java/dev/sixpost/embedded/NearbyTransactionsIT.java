package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.yammer.metrics.core.Meter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** That a coordinator on another broker is asked as ever is seen by {@link PatientMarkersIT}. */
@Isolated("all brokers of a process keep their metrics in the same place")
class NearbyTransactionsIT {
    private static final int PARTITIONS = 3;

    @TempDir
    Path dataDir;

    @Test
    void aTransactionGainsPartitionsWithoutARequestOfTheBrokerToItself() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0);
                var producer = transactional(kafka)) {
            createTopic(kafka);
            producer.initTransactions();
            producer.beginTransaction();
            for (int partition = PARTITIONS - 1; partition >= 0; partition--) {
                delivered(producer, partition);
            }
            producer.commitTransaction();

            assertThat(Facts.firstCommitted(kafka)).hasValue("fact");
            assertThat(requests("WriteTxnMarkers")).isPositive();
            assertThat(requests("AddPartitionsToTxn")).isZero();
        }
    }

    @Test
    void whoWasFencedAddsNothingAndTheSuccessorCommits() throws Exception {
        try (var kafka = EmbeddedKafka.start(dataDir, 0);
                var fenced = transactional(kafka);
                var successor = transactional(kafka)) {
            createTopic(kafka);
            fenced.initTransactions();
            fenced.beginTransaction();
            delivered(fenced, 1);
            successor.initTransactions();

            assertThatThrownBy(() -> delivered(fenced, 0))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isExactlyInstanceOf(InvalidProducerEpochException.class);

            successor.beginTransaction();
            delivered(successor, 0);
            successor.commitTransaction();
            assertThat(Facts.firstCommitted(kafka)).hasValue("fact");
        }
    }

    private static void delivered(KafkaProducer<String, String> producer, int partition) throws Exception {
        Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("facts", partition, "key", "fact"));
        sent.get(10, TimeUnit.SECONDS);
    }

    private static KafkaProducer<String, String> transactional(EmbeddedKafka kafka) {
        return Facts.producer(kafka, Map.of("transactional.id", "nearby"));
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic facts = new NewTopic("facts", PARTITIONS, (short) 1);
            admin.createTopics(List.of(facts)).all().get(10, TimeUnit.SECONDS);
        }
    }

    /** So far, over all versions of the request. */
    private static long requests(String kind) {
        return KafkaYammerMetrics.defaultRegistry().allMetrics().entrySet().stream()
                .filter(metric -> metric.getKey().getName().equals("RequestsPerSec"))
                .filter(metric -> metric.getKey().getScope().startsWith("request." + kind + "."))
                .mapToLong(metric -> ((Meter) metric.getValue()).count())
                .sum();
    }
}
