package dev.sixpost.embedded;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kafka.coordinator.transaction.TransactionCoordinator;
import kafka.server.BrokerServer;
import kafka.server.KafkaRaftServer;
import kafka.server.ReplicaManager;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.common.TransactionVersion;
import org.apache.kafka.server.transaction.AddPartitionsToTxnManager;
import org.apache.kafka.server.util.InterBrokerSendThread;
import scala.Option;
import scala.runtime.BoxedUnit;

/**
 * Adds partitions to transactions by a call where their coordinator is this broker. As it is, the broker asks itself over
 * the network, with a thread and a connection of its own, before it appends the first batch of a transaction to a
 * partition: at a few hundred codes a second a seventh of all its requests, and a wait in each transaction for each
 * request that brings a new partition. What the coordinator is asked and answers is the same.
 */
final class NearbyTransactions extends AddPartitionsToTxnManager {
    private final AddPartitionsToTxnManager network;
    private final BrokerServer broker;
    private final TransactionCoordinator coordinator;

    private NearbyTransactions(AddPartitionsToTxnManager network, NetworkClient client, BrokerServer broker) {
        super(
                broker.config(),
                client,
                broker.metadataCache(),
                name -> broker.transactionCoordinator().partitionFor(name),
                Time.SYSTEM);
        this.network = network;
        this.broker = broker;
        this.coordinator = broker.transactionCoordinator();
    }

    /** To be called once the broker has started. */
    static void in(KafkaRaftServer server) {
        BrokerServer broker = BrokerParts.broker(server);
        String field = "addPartitionsToTxnManager";
        var some = (Option<?>) BrokerParts.get(ReplicaManager.class, field, broker.replicaManager());
        var network = (AddPartitionsToTxnManager) some.get();
        var client = (NetworkClient) BrokerParts.get(InterBrokerSendThread.class, "networkClient", network);
        var nearby = new NearbyTransactions(network, client, broker);
        BrokerParts.replace(ReplicaManager.class, field, broker.replicaManager(), Option.apply(nearby));
    }

    @Override
    public void addOrVerifyTransaction(
            String transactionalId,
            long producerId,
            short producerEpoch,
            Collection<TopicPartition> partitions,
            AppendCallback callback,
            TransactionSupportedOperation operation) {
        if (!operation.supportsEpochBump || !isCoordinator(transactionalId)) {
            network.addOrVerifyTransaction(transactionalId, producerId, producerEpoch, partitions, callback, operation);
            return;
        }
        CompletableFuture<Errors> added = new CompletableFuture<>();
        try {
            coordinator.handleAddPartitionsToTransaction(
                    transactionalId,
                    producerId,
                    producerEpoch,
                    Set.copyOf(partitions),
                    answer -> {
                        added.complete(answer);
                        return BoxedUnit.UNIT;
                    },
                    TransactionVersion.TV_2,
                    RequestLocal.noCaching());
        } catch (RuntimeException e) {
            added.complete(Errors.forException(e));
        }
        // The answer goes on to append: once the coordinator's locks are let go. What fails then is the request's.
        CompletableFuture<Void> told = added.thenAccept(answer -> callback.complete(refusals(partitions, answer)));
        if (told.isDone()) {
            told.join();
        }
    }

    private boolean isCoordinator(String transactionalId) {
        int partition = coordinator.partitionFor(transactionalId);
        return broker.metadataCache()
                .getLeaderAndIsr(Topic.TRANSACTION_STATE_TOPIC_NAME, partition)
                .filter(state -> state.leader() == broker.config().brokerId())
                .isPresent();
    }

    /** A producer that was fenced is told what clients expect at this point. */
    private static Map<TopicPartition, Errors> refusals(Collection<TopicPartition> partitions, Errors answer) {
        Map<TopicPartition, Errors> refusals = new HashMap<>();
        if (answer != Errors.NONE) {
            Errors told = answer == Errors.PRODUCER_FENCED ? Errors.INVALID_PRODUCER_EPOCH : answer;
            partitions.forEach(partition -> refusals.put(partition, told));
        }
        return refusals;
    }

    /** This one was never started. */
    @Override
    public void shutdown() throws InterruptedException {
        network.shutdown();
    }
}
