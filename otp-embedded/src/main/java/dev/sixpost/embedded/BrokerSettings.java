package dev.sixpost.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the embedded broker: one node that is broker and controller, on loopback, started in about two seconds. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path dataDir, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(node(dataDir, port, controllerPort));
        settings.putAll(internalTopics());
        settings.putAll(groups());
        settings.putAll(footprint());
        return settings;
    }

    private static Map<String, String> node(Path dataDir, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("controller.listener.names", CONTROLLER_LISTENER),
                Map.entry("log.dirs", dataDir.toAbsolutePath().toString()),
                // After a kill the node waits this long for itself to be gone before it may come back; a stall of
                // longer
                // fences it until its next heartbeat, and clients repeat.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "200"),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("log.message.timestamp.type", "LogAppendTime"),
                Map.entry("message.max.bytes", "1048588"),
                Map.entry("socket.request.max.bytes", "16777216"),
                Map.entry("auto.leader.rebalance.enable", "false"));
    }

    /** Few partitions for a quick start, small segments so that compaction sees them. */
    private static Map<String, String> internalTopics() {
        return Map.ofEntries(
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.segment.bytes", "4194304"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.segment.bytes", "4194304"),
                Map.entry("transaction.max.timeout.ms", "120000"),
                // A transaction that follows another at once waits for its markers: a few ms, not the default of 20.
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "2"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.segment.bytes", "4194304"));
    }

    /**
     * A consumer that died is noticed after the session timeout, which the broker bounds from below: the bounds are as
     * low as a client may want them. 25 is the highest delivery limit a share group can be given.
     */
    private static Map<String, String> groups() {
        return Map.ofEntries(
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "500"),
                Map.entry("group.consumer.min.session.timeout.ms", "500"),
                Map.entry("group.consumer.session.timeout.ms", "6000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
                Map.entry("group.consumer.heartbeat.interval.ms", "500"),
                Map.entry("group.streams.min.session.timeout.ms", "500"),
                Map.entry("group.streams.session.timeout.ms", "6000"),
                Map.entry("group.streams.min.heartbeat.interval.ms", "100"),
                Map.entry("group.streams.heartbeat.interval.ms", "500"),
                Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
                Map.entry("group.share.min.session.timeout.ms", "500"),
                Map.entry("group.share.session.timeout.ms", "6000"),
                Map.entry("group.share.min.heartbeat.interval.ms", "100"),
                Map.entry("group.share.heartbeat.interval.ms", "500"),
                Map.entry("group.share.assignment.interval.ms", "100"),
                Map.entry("group.share.initialize.retry.interval.ms", "1000"),
                Map.entry("group.share.max.delivery.count.limit", "25"),
                Map.entry("group.share.delivery.count.limit", "10"),
                Map.entry("group.share.min.record.lock.duration.ms", "1000"),
                Map.entry("group.share.record.lock.duration.ms", "10000"),
                Map.entry("group.share.max.record.lock.duration.ms", "60000"));
    }

    /** The defaults are for a machine of its own; this broker shares a process. */
    private static Map<String, String> footprint() {
        return Map.ofEntries(
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("group.coordinator.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "4"),
                Map.entry("log.segment.bytes", "67108864"),
                Map.entry("log.index.size.max.bytes", "1048576"),
                // Batches are small: with an entry every 4096 bytes a fetch reads the headers of several, one by one,
                // before
                // it is where it wants to be.
                Map.entry("log.index.interval.bytes", "512"),
                Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                Map.entry("log.cleaner.io.buffer.size", "131072"),
                Map.entry("log.cleaner.backoff.ms", "5000"));
    }
}
