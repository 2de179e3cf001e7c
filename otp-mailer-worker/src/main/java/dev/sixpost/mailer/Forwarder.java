package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Returns delayed mails to the queue when they are due. A partition is a tier: its head is due first, so what is polled is
 * kept, the partition is paused until its records are gone, and nothing is looked at before the earliest head is due. Runs
 * on its loop's thread.
 */
final class Forwarder implements Loop.Body, ConsumerRebalanceListener {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Time to leave the group, so that another instance takes over at once. */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ReturnDue returning;
    private final BrokerClock clock;
    private final Waiting waiting = new Waiting();
    private @Nullable Consumer<byte[], byte[]> consumer;

    Forwarder(Supplier<Consumer<byte[], byte[]>> consumers, ReturnDue returning, BrokerClock clock) {
        this.consumers = consumers;
        this.returning = returning;
        this.clock = clock;
    }

    @Override
    public void once() {
        try {
            pass();
        } catch (KafkaException | IllegalStateException e) {
            startAfresh();
            throw e;
        }
    }

    private void pass() {
        Consumer<byte[], byte[]> current = consumer();
        for (ConsumerRecord<byte[], byte[]> found : current.poll(untilNextDue())) {
            waiting.add(found);
            current.pause(Set.of(new TopicPartition(found.topic(), found.partition())));
        }
        List<ConsumerRecord<byte[], byte[]>> due = waiting.takeDue(clock.now());
        if (!due.isEmpty()) {
            returning.returnDue(due, membership(current));
        }
        current.resume(current.paused().stream().filter(waiting::isEmpty).toList());
    }

    /** Of a member: a broker takes the positions of one that is none any more without a question. */
    private static ConsumerGroupMetadata membership(Consumer<byte[], byte[]> current) {
        ConsumerGroupMetadata membership = current.groupMetadata();
        if (membership.generationId() < 0) {
            throw new IllegalStateException("not a member any more");
        }
        return membership;
    }

    private Duration untilNextDue() {
        Optional<Duration> next =
                waiting.nextDue().map(due -> Duration.between(clock.now(), due).plusMillis(1));
        return next.filter(d -> d.compareTo(LONGEST_WAIT) < 0)
                .map(d -> d.isNegative() ? Duration.ZERO : d)
                .orElse(LONGEST_WAIT);
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> current = consumer;
        if (current == null) {
            current = consumers.get();
            current.subscribe(List.of(Topic.EMAILS_DELAYED.name()), this);
            consumer = current;
        }
        return current;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(waiting::drop);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(waiting::drop);
    }

    /** A new consumer begins where the last committed transaction ended. */
    private void startAfresh() {
        waiting.clear();
        Consumer<byte[], byte[]> broken = consumer;
        consumer = null;
        if (broken != null) {
            broken.close(CloseOptions.timeout(CLOSE));
        }
    }

    @Override
    public void stopped() {
        startAfresh();
        returning.close();
    }
}
