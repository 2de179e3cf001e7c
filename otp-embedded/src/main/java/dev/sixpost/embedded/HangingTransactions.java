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
 * minutes after a start, and aborts what was seen twice; what a cluster's operator does with {@code kafka-transactions}.
 */
final class HangingTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private static final int LOOKS = 120;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int ANSWER_SECONDS = 10;
    private static final Set<TransactionState> UNDER_WAY = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final String bootstrapServers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    HangingTransactions(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.thread = Thread.ofPlatform().daemon().name("hanging-transactions").start(this::watch);
    }

    private record Open(TopicPartition partition, long producerId, int epoch, long from, int coordinatorEpoch) {}

    private record Known(TopicPartition partition, long producerId, int epoch) {}

    private void watch() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bootstrapServers, "client.id", "hanging-transactions"))) {
            Set<Open> before = Set.of();
            for (int look = 0; look < LOOKS && !closing.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS); look++) {
                before = look(admin, before);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What hangs now; of that, what hung before is aborted. */
    private static Set<Open> look(Admin admin, Set<Open> before) throws InterruptedException {
        try {
            Set<Open> hanging = hanging(admin);
            for (Open one : hanging) {
                if (before.contains(one)) {
                    abort(admin, one);
                }
            }
            return hanging;
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("open transactions could not be looked at");
            return Set.of();
        }
    }

    private static Set<Open> hanging(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<Open> open = open(admin);
        if (open.isEmpty()) {
            return open;
        }
        Set<Known> known = known(admin);
        Set<Open> hanging = new HashSet<>(open);
        hanging.removeIf(one -> known.contains(new Known(one.partition(), one.producerId(), one.epoch())));
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

    private static Set<Known> known(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> ids = within(admin.listTransactions().all()).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        Set<Known> known = new HashSet<>();
        for (TransactionDescription one :
                within(admin.describeTransactions(ids).all()).values()) {
            if (UNDER_WAY.contains(one.state())) {
                one.topicPartitions().forEach(p -> known.add(new Known(p, one.producerId(), one.producerEpoch())));
            }
        }
        return known;
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
