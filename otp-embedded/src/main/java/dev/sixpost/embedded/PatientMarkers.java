package dev.sixpost.embedded;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import kafka.coordinator.transaction.TransactionCoordinator;
import kafka.coordinator.transaction.TransactionMarkerChannelManager;
import kafka.server.BrokerServer;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.metadata.MetadataCache;

/**
 * Has the markers of a transaction wait for partitions without a leader. The broker, as it is, takes such a partition for one
 * that was deleted (KAFKA-20734, in 4.3.1 and 4.4.0 alike): a transaction whose producer was told that
 * it is committed is complete without a marker, hangs open on that partition, and is aborted by the next one's. The only
 * broker is without a leader whenever it shuts down in order, or is fenced after a stall. The broker offers no other way in.
 */
final class PatientMarkers {
    private static final String LEADER = "getPartitionLeaderEndpoint";

    private PatientMarkers() {}

    /** To be called once the broker has started. */
    static void in(KafkaRaftServer server) {
        BrokerServer broker = BrokerParts.broker(server);
        Object markers = BrokerParts.get(
                TransactionCoordinator.class, "txnMarkerChannelManager", broker.transactionCoordinator());
        BrokerParts.replace(
                TransactionMarkerChannelManager.class, "metadataCache", markers, patient(broker.metadataCache()));
    }

    /** A partition that is there and has no leader is led by nobody, for the time being. */
    static MetadataCache patient(MetadataCache cache) {
        return (MetadataCache) Proxy.newProxyInstance(
                PatientMarkers.class.getClassLoader(), new Class<?>[] {MetadataCache.class}, (_, method, arguments) -> {
                    Object answer = answer(cache, method, arguments);
                    boolean leaderless = method.getName().equals(LEADER)
                            && answer.equals(Optional.empty())
                            && cache.contains(new TopicPartition((String) arguments[0], (int) arguments[1]));
                    return leaderless ? Optional.of(Node.noNode()) : answer;
                });
    }

    private static Object answer(MetadataCache cache, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(cache, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
