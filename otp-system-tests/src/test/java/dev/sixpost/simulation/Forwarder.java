package dev.sixpost.simulation;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.mailer.MailerCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Returns delayed mails when they are due: record and position in one transaction. */
final class Forwarder extends Actor {
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private BrokerClock clock;
    private int joined = -1;

    Forwarder(String name, World world) {
        super(name, world);
        this.clock = world.clock();
    }

    @Override
    void begin() {
        if (!world.forwarders.isCurrent(name, joined)) {
            then("joins", this::join);
            return;
        }
        for (TopicPartition partition : List.copyOf(positions.keySet())) {
            long from = positions.getOrDefault(partition, 0L);
            Broker.Polled polled = world.broker.committed(partition, from, 1);
            for (ConsumerRecord<byte[], byte[]> delayed : polled.records()) {
                clock.observe(delayed.timestamp());
                if (MailerCore.isDue(delayed, clock.now())) {
                    giveBack(delayed);
                    return;
                }
            }
        }
    }

    private void giveBack(ConsumerRecord<byte[], byte[]> delayed) {
        TopicPartition partition = new TopicPartition(delayed.topic(), delayed.partition());
        List<Transaction> begun = new ArrayList<>();
        then("begins", () -> begun.add(world.broker.begin(name)));
        then("returns", () -> world.broker.append(MailerCore.returned(delayed, clock.now()), begun.getFirst()));
        then("commits", () -> {
            world.forwarders.require(name, joined);
            begun.getFirst().offsets.put(partition, delayed.offset() + 1);
            world.broker.commit(begun.getFirst(), world.forwarders);
            positions.put(partition, delayed.offset() + 1);
        });
    }

    private void join() {
        joined = world.forwarders.join(name, world.broker.now());
        positions.clear();
        world.forwarders.assignment(name).forEach(at -> positions.put(at, world.forwarders.committed(at)));
    }

    @Override
    void interrupted() {
        world.broker.begin(name);
        joined = -1;
    }

    @Override
    void forget() {
        joined = -1;
        clock = world.clock();
    }

    @Override
    void heartbeat() {
        world.forwarders.heartbeat(name, world.broker.now());
    }
}
