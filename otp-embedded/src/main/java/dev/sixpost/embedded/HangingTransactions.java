package dev.sixpost.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After the death of a broker that is its own only coordinator, a partition may hold a transaction that the coordinator
 * no longer knows: nothing would ever end it, and nothing behind it could be read committed. Looks every second for two
 * minutes after a start, and aborts what was seen three times; what a cluster's operator does with {@code kafka-transactions}.
 */
final class HangingTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private static final int LOOKS = 120;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int ANSWER_SECONDS = 10;
    /** A coordinator that is still reading its log knows nothing yet. */
    private static final int SEEN = 3;

    private static final Set<TransactionState> ENDING = Set.of(
            TransactionState.PREPARE_ABORT, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_EPOCH_FENCE);

    private final String bootstrapServers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    HangingTransactions(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.thread = Thread.ofPlatform().daemon().name("hanging-transactions").start(this::watch);
    }

    record Open(TopicPartition partition, long producerId, int epoch, long from, int coordinatorEpoch) {
        /**
         * Whether the coordinator is at work on it. One that ends a transaction has raised the producer's epoch already, while
         * partitions that its markers have not reached are at the one before: aborting it there would tear it apart. So
         * would aborting what its producer was told is committed: the markers of the producer's next one end it.
         */
        boolean isKnownTo(TransactionDescription coordinated) {
            if (coordinated.producerId() != producerId) {
                return false;
            }
            if (coordinated.state() == TransactionState.COMPLETE_COMMIT && coordinated.producerEpoch() == epoch + 1) {
                return true;
            }
            boolean ending = ENDING.contains(coordinated.state());
            boolean ongoing = coordinated.state() == TransactionState.ONGOING;
            boolean same = coordinated.producerEpoch() == epoch && (ongoing || ending);
            boolean raised = coordinated.producerEpoch() > epoch && ending;
            return coordinated.topicPartitions().contains(partition) && (same || raised);
        }
    }

    private void watch() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "hanging-transactions"))) {
            Map<Open, Integer> before = Map.of();
            for (int look = 0; look < LOOKS && !closing.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS); look++) {
                before = look(admin, before);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What hangs now, and how often it was seen; what was seen often enough is aborted. */
    private static Map<Open, Integer> look(Admin admin, Map<Open, Integer> before) throws InterruptedException {
        try {
            Map<Open, Integer> seen = new HashMap<>();
            for (Open one : hanging(admin)) {
                int times = before.getOrDefault(one, 0) + 1;
                if (times >= SEEN) {
                    abort(admin, one);
                }
                seen.put(one, times);
            }
            return seen;
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("open transactions could not be looked at");
            return Map.of();
        }
    }

    private static Set<Open> hanging(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<Open> open = open(admin);
        if (open.isEmpty()) {
            return open;
        }
        Collection<TransactionDescription> coordinated = coordinated(admin);
        Set<Open> hanging = new HashSet<>(open);
        hanging.removeIf(one -> coordinated.stream().anyMatch(one::isKnownTo));
        return hanging;
    }

    private static Set<Open> open(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Collection<String> topics = within(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                within(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        }
        Set<Open> open = new HashSet<>();
        Map<TopicPartition, PartitionProducerState> producers =
                new HashMap<>(within(admin.describeProducers(partitions).all()));
        producers.forEach((partition, state) -> {
            for (ProducerState producer : state.activeProducers()) {
                producer.currentTransactionStartOffset()
                        .ifPresent(from -> open.add(new Open(
                                partition,
                                producer.producerId(),
                                producer.producerEpoch(),
                                from,
                                producer.coordinatorEpoch().orElse(0))));
            }
        });
        return open;
    }

    private static Collection<TransactionDescription> coordinated(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> ids = within(admin.listTransactions().all()).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        return within(admin.describeTransactions(ids).all()).values();
    }

    private static void abort(Admin admin, Open one) throws InterruptedException, ExecutionException, TimeoutException {
        LOG.atWarn()
                .addKeyValue("topic", one.partition().topic())
                .addKeyValue("partition", one.partition().partition())
                .log("a transaction that its coordinator no longer knows is aborted");
        within(admin.abortTransaction(new AbortTransactionSpec(
                        one.partition(), one.producerId(), (short) one.epoch(), one.coordinatorEpoch()))
                .all());
    }

    private static <T> T within(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(ANSWER_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
