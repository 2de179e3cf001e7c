package dev.sixpost.mailer;

import dev.sixpost.kit.kafka.ShareGroup;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of the share group: takes a small batch, has its mails sent side by side, acknowledges what is done and renews
 * the lock of what still talks to a slow server; takes the next batch when the last one is through, and has the
 * acknowledgements travel with the question for it. Takes nothing while no relay may be used, so that the backlog waits
 * in Kafka. While a slow mail holds it up it says so, for a {@link StandIn}. Runs on its loop's thread.
 */
final class Worker implements Loop.Body {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private static final Duration WAIT = Duration.ofSeconds(1);

    /**
     * A question that was answered with nothing, because another worker was quicker or the broker's patience was over,
     * is asked again by the next poll only: until then no mail comes.
     */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(6);

    /** One delivery stays in reserve, should this process die while it forwards. */
    private static final int RESERVE = 1;

    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final ShareGroup group;
    private final Relays relays;
    private final DeliverMail mails;
    private final MailerMetrics metrics;
    private final HeldUp heldUp;
    private final Batch batch;
    private @Nullable ShareConsumer<byte[], byte[]> consumer;

    /** Acknowledged, and not told to the broker yet. */
    private boolean owing;

    private boolean isHeldUp;

    /** The client may hold what it has fetched since. */
    private long lastTakenNanos = System.nanoTime();

    Worker(
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            ShareGroup group,
            Relays relays,
            DeliverMail mails,
            ExecutorService threads,
            MailerMetrics metrics,
            HeldUp heldUp) {
        this.consumers = consumers;
        this.group = group;
        this.relays = relays;
        this.mails = mails;
        this.metrics = metrics;
        this.heldUp = heldUp;
        this.batch = new Batch(threads);
    }

    @Override
    public void once() throws InterruptedException {
        try {
            if (batch.isEmpty()) {
                take();
            } else {
                settle();
            }
        } catch (KafkaException | IllegalStateException e) {
            startAfresh();
            throw e;
        }
    }

    private void take() throws InterruptedException {
        if (owing && !relays.inUse()) {
            commit();
        }
        if (!relays.await(WAIT)) {
            return;
        }
        boolean paused = System.nanoTime() - lastTakenNanos
                > Batch.awaitFor(group.lock()).toNanos();
        ConsumerRecords<byte[], byte[]> taken = poll(POLL);
        lastTakenNanos = System.nanoTime();
        if (paused && !taken.isEmpty()) {
            taken = stillOurs(taken);
        }
        begin(taken);
    }

    private void begin(Iterable<ConsumerRecord<byte[], byte[]>> taken) {
        for (ConsumerRecord<byte[], byte[]> found : taken) {
            boolean last = found.deliveryCount().orElse((short) 1) >= group.deliveryLimit() - RESERVE;
            batch.begin(found, r -> mails.deliver(r, last));
        }
    }

    private void settle() throws InterruptedException {
        batch.await(Batch.awaitFor(group.lock()));
        Batch.Split split = batch.split();
        acknowledge(split.done(), AcknowledgeType.ACCEPT);
        acknowledge(split.failed(), AcknowledgeType.RELEASE);
        acknowledge(split.pending(), AcknowledgeType.RENEW);
        owing = true;
        note(!batch.isEmpty());
        if (!batch.isEmpty()) {
            commit();
            ConsumerRecords<byte[], byte[]> renewed = poll(Duration.ZERO);
            int lost = batch.retain(renewed);
            if (lost > 0) {
                metrics.lostLocks(lost, "not-renewed");
                LOG.atWarn().addKeyValue("records", lost).log("locks were lost while mails were being sent");
            }
            begin(renewed);
        }
    }

    private void note(boolean isHeldUpNow) {
        if (isHeldUpNow && !isHeldUp) {
            heldUp.more();
        } else if (!isHeldUpNow && isHeldUp) {
            heldUp.fewer();
        }
        isHeldUp = isHeldUpNow;
    }

    boolean hasNothing() {
        return batch.isEmpty();
    }

    /** Once it {@link #hasNothing}; the next pass joins the group again. */
    void leave() {
        if (owing) {
            commit();
        }
        startAfresh();
    }

    /** What was fetched before a pause or beside a slow mail may have gone to another worker meanwhile: the renewal tells. */
    private ConsumerRecords<byte[], byte[]> stillOurs(ConsumerRecords<byte[], byte[]> taken) {
        taken.forEach(found -> consumer().acknowledge(found, AcknowledgeType.RENEW));
        commit();
        return poll(Duration.ZERO);
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration wait) {
        ConsumerRecords<byte[], byte[]> polled = consumer().poll(wait);
        owing = false;
        return polled;
    }

    private void acknowledge(List<ConsumerRecord<byte[], byte[]>> records, AcknowledgeType type) {
        records.forEach(found -> consumer().acknowledge(found, type));
    }

    private void commit() {
        Map<TopicIdPartition, Optional<KafkaException>> results = consumer().commitSync(COMMIT);
        owing = false;
        results.forEach((partition, error) -> error.ifPresent(e -> refused(partition, e)));
    }

    private void refused(TopicIdPartition partition, Exception e) {
        metrics.lostLocks(1, e.getClass().getSimpleName());
        LOG.atWarn()
                .addKeyValue("partition", partition.partition())
                .addKeyValue("error", e.getClass().getSimpleName())
                .log("acknowledgement was refused, its records come again");
    }

    private ShareConsumer<byte[], byte[]> consumer() {
        ShareConsumer<byte[], byte[]> current = consumer;
        if (current == null) {
            current = consumers.get();
            current.setAcknowledgementCommitCallback((offsets, failure) -> {
                if (failure != null) {
                    offsets.keySet().forEach(partition -> refused(partition, failure));
                }
            });
            current.subscribe(List.of(Topic.EMAILS.name()));
            consumer = current;
        }
        return current;
    }

    /** What is being sent goes on; its records come again, and are known when they do. */
    private void startAfresh() {
        batch.clear();
        note(false);
        owing = false;
        ShareConsumer<byte[], byte[]> broken = consumer;
        consumer = null;
        if (broken != null) {
            broken.close(Duration.ZERO);
        }
    }

    /** Finishes what is in flight, as far as that can be waited for; what is not acknowledged goes to another worker. */
    @Override
    public void stopped() {
        ShareConsumer<byte[], byte[]> last = consumer;
        if (last == null) {
            return;
        }
        try {
            batch.await(DRAIN);
            acknowledge(batch.split().done(), AcknowledgeType.ACCEPT);
            commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            last.close(WAIT);
        }
    }
}
