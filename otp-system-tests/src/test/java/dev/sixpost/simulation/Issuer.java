package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Circumstances;
import dev.sixpost.issuer.decide.Decisions;
import dev.sixpost.issuer.decide.Position;
import dev.sixpost.issuer.flow.IssuerCore;
import dev.sixpost.issuer.flow.IssuerCore.Sorted;
import dev.sixpost.issuer.flow.IssuerCore.Written;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.schemas.Topic;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** An instance of the issuer: poll, database transaction, openings, Kafka transaction; each step can be its last. */
final class Issuer extends Actor {
    private static final int MOST = 3;

    private final IssuerCore core;
    private final Map<TopicPartition, Long> positions =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    private final Map<TopicPartition, Long> published = new HashMap<>();
    private final Map<TopicPartition, Long> notNoted = new HashMap<>();
    private final Map<TopicPartition, Long> owed = new HashMap<>();
    private BrokerClock clock;
    private int joined = -1;

    Issuer(String name, World world) {
        super(name, world);
        this.core = new IssuerCore(count -> {
            byte[] bytes = new byte[count];
            world.random.nextBytes(bytes);
            return bytes;
        });
        this.clock = world.clock();
    }

    @Override
    void begin() {
        if (!world.issuers.isCurrent(name, joined)) {
            then("joins", this::join);
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        positions.forEach((partition, from) -> {
            Broker.Polled polled = world.broker.committed(partition, from, 1 + world.random.nextInt(MOST));
            if (polled.next() > from) {
                found.addAll(polled.records());
                next.put(partition, polled.next());
            }
        });
        if (next.isEmpty()) {
            if (!notNoted.isEmpty()) {
                then("notes what is published", this::noteNow);
            }
            return;
        }
        found.forEach(one -> clock.observe(one.timestamp()));
        positions.putAll(next);
        if (world.is(Fault.OFFSETS_BEFORE_WORK)) {
            world.issuers.committed(next);
        }
        Sorted sorted = core.sort(found, this::isPublished);
        then("decides " + sorted.asks().size(), () -> decide(found, sorted, next));
    }

    private void join() {
        joined = world.issuers.join(name, world.broker.now());
        positions.clear();
        owed.clear();
        world.issuers.assignment(name).forEach(at -> positions.put(at, world.issuers.committed(at)));
        world.tables.published().forEach((partition, offset) -> published.merge(partition, offset, Math::max));
        advance(positions);
    }

    private void decide(List<ConsumerRecord<byte[], byte[]>> found, Sorted sorted, Map<TopicPartition, Long> next) {
        Circumstances circumstances = new Circumstances(
                clock.now().truncatedTo(ChronoUnit.MILLIS), World.KEYS.current().id(), World.APPLICATIONS);
        Decisions decisions = world.tables.decide(sorted, notNoted, circumstances);
        notNoted.clear();
        if (sorted.asks().isEmpty() && sorted.letters().isEmpty()) {
            owed.putAll(next);
            return;
        }
        Written written = core.write(found, sorted, decisions.inOrder());
        if (!world.is(Fault.OPENED_AFTER_MAIL)) {
            open(written);
        }
        publish(written, next);
        if (world.is(Fault.OPENED_AFTER_MAIL)) {
            open(written);
        }
    }

    private void open(Written written) {
        for (ProducerRecord<byte[], byte[]> opening : written.openings()) {
            then("opens", () -> world.broker.append(opening, null));
        }
    }

    private void publish(Written written, Map<TopicPartition, Long> next) {
        List<Transaction> begun = new ArrayList<>();
        then("begins", () -> begun.add(world.broker.begin(name)));
        for (ProducerRecord<byte[], byte[]> announced : written.announced()) {
            then("says on " + announced.topic(), () -> world.broker.append(announced, begun.getFirst()));
        }
        then("commits", () -> {
            if (!world.is(Fault.ZOMBIE_NOT_FENCED)) {
                world.issuers.require(name, joined);
            }
            owed.putAll(next);
            begun.getFirst().offsets.putAll(owed);
            world.broker.commit(begun.getFirst(), world.issuers);
            owed.clear();
            advance(next);
        });
    }

    private boolean isPublished(Position position) {
        TopicPartition at = new TopicPartition(position.source().topic(), position.partition());
        return position.offset() < published.getOrDefault(at, 0L);
    }

    private void advance(Map<TopicPartition, Long> committed) {
        committed.forEach((at, offset) -> {
            if (!at.topic().equals(Topic.RESULTS.name())) {
                published.merge(at, offset, Math::max);
                notNoted.put(at, offset);
            }
        });
    }

    private void noteNow() {
        world.tables.note(notNoted);
        notNoted.clear();
    }

    /** Whether nothing is lost of what it knows, should its group be set back now. */
    boolean hasNotedAll() {
        return isIdle() && isAwake() && world.issuers.isCurrent(name, joined) && notNoted.isEmpty();
    }

    @Override
    void interrupted() {
        world.broker.begin(name);
        joined = -1;
    }

    @Override
    void forget() {
        joined = -1;
        published.clear();
        notNoted.clear();
        clock = world.clock();
    }

    @Override
    void heartbeat() {
        world.issuers.heartbeat(name, world.broker.now());
    }
}
