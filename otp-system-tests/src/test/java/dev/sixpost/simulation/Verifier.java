package dev.sixpost.simulation;

import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.stream.VerifierCore;
import dev.sixpost.verifier.stream.VerifierCore.Processed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** An instance of the verifier: record by record, with positions, state and events in one transaction. */
final class Verifier extends Actor {
    private static final int LONGEST = 4;

    private final VerifierCore core = new VerifierCore(World.KEYS, Broker.PARTITIONS);
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<Integer, Map<String, byte[]>> stores = new HashMap<>();
    private int joined = -1;
    private @Nullable Transaction transaction;
    private int inTransaction;

    Verifier(String name, World world) {
        super(name, world);
    }

    @Override
    void begin() {
        if (!world.verifiers.isCurrent(name, joined)) {
            then("joins", this::join);
            return;
        }
        List<TopicPartition> mine = new ArrayList<>(positions.keySet());
        Collections.shuffle(mine, world.random);
        for (TopicPartition partition : mine) {
            long from = positions.getOrDefault(partition, 0L);
            Broker.Polled polled = world.broker.committed(partition, from, 1);
            if (polled.next() > from) {
                then("reads", () -> read(partition, polled));
                break;
            }
        }
        if (transaction != null && (isIdle() || inTransaction >= LONGEST || world.chance(40))) {
            then("commits", this::commit);
        }
    }

    private void join() {
        joined = world.verifiers.join(name, world.broker.now());
        positions.clear();
        stores.clear();
        transaction = null;
        for (TopicPartition partition : world.verifiers.assignment(name)) {
            positions.put(partition, world.verifiers.committed(partition));
            stores.put(partition.partition(), world.broker.restored(partition.partition()));
        }
    }

    private void read(TopicPartition partition, Broker.Polled polled) {
        Transaction current = transaction;
        if (current == null) {
            current = world.broker.begin(name);
            transaction = current;
            inTransaction = 0;
        }
        inTransaction++;
        for (ConsumerRecord<byte[], byte[]> found : polled.records()) {
            process(found, current);
        }
        positions.put(partition, polled.next());
        current.offsets.put(partition, polled.next());
    }

    private void process(ConsumerRecord<byte[], byte[]> found, Transaction current) {
        Map<String, byte[]> store = stores.computeIfAbsent(found.partition(), _ -> new HashMap<>());
        Processed processed = core.process(found, store::get);
        String subject = processed.subject();
        byte[] state = processed.state() == null ? null : processed.state().get();
        if (subject != null && isStored(processed)) {
            put(store, subject, state);
            current.put(found.partition(), subject, state);
            if (world.is(Fault.STATE_BEFORE_VERDICT)) {
                Transaction alone = new Transaction(name + "-state", world.broker.now());
                alone.put(found.partition(), subject, state);
                world.broker.commit(alone, world.verifiers);
            }
        }
        for (ProducerRecord<byte[], byte[]> said : processed.out()) {
            world.broker.append(said, current);
        }
    }

    private boolean isStored(Processed processed) {
        boolean wrong = processed.out().stream()
                .anyMatch(said -> said.topic().equals(Topic.RESULTS.name())
                        && new String(said.value(), StandardCharsets.UTF_8).contains("code-incorrect"));
        return !(wrong && world.is(Fault.ATTEMPT_NOT_CHARGED));
    }

    private static void put(Map<String, byte[]> store, String subject, byte @Nullable [] state) {
        if (state == null) {
            store.remove(subject);
        } else {
            store.put(subject, state);
        }
    }

    private void commit() {
        Transaction current = transaction;
        if (current != null) {
            world.verifiers.require(name, joined);
            world.broker.commit(current, world.verifiers);
            transaction = null;
        }
    }

    boolean hasCommittedAll() {
        return isIdle() && isAwake() && transaction == null && world.verifiers.isCurrent(name, joined);
    }

    @Override
    void interrupted() {
        if (transaction != null) {
            world.broker.abort(transaction);
        }
        forget();
    }

    @Override
    void forget() {
        joined = -1;
        transaction = null;
        stores.clear();
    }

    @Override
    void heartbeat() {
        world.verifiers.heartbeat(name, world.broker.now());
    }
}
