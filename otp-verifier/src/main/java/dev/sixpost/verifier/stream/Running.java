package dev.sixpost.verifier.stream;

import dev.sixpost.kit.ops.Health;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams application, with its own idea of health. A thread that dies is replaced after a pause. */
public final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration UNSETTLED = Duration.ofSeconds(10);
    /** Longer than a session, in which a group may be found again before anybody is moved. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final KafkaStreams streams;
    private final VerifierMeters meters;
    private final CloseOptions closing;
    private final CountDownLatch atWork = new CountDownLatch(1);
    private volatile boolean endedInOrder;
    private volatile long runningSince = System.nanoTime();
    private volatile long lastReplacement = System.nanoTime() - UNSETTLED.toNanos();

    private Running(KafkaStreams streams, VerifierMeters meters, CloseOptions closing) {
        this.streams = streams;
        this.meters = meters;
        this.closing = closing;
    }

    /** Returns at once; partitions are assigned and stores restored in the background. */
    public static Running start(Parts parts, Map<String, Object> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        Running running = new Running(
                new KafkaStreams(VerifierTopology.of(parts), properties, new PacedClients(parts.pace())),
                parts.meters(),
                closing(settings));
        running.begin();
        return running;
    }

    /** Returns once the stores are restored, when {@code patience} is over, or when this is closed. */
    public void awaitWork(Duration patience) throws InterruptedException {
        if (!atWork.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("stores are still being restored, or Kafka does not answer; going on in the background");
        }
    }

    public void addTo(Health health) {
        health.live("streams", this::notLive);
        health.ready("streams", this::notReady);
    }

    @Override
    public void close() {
        atWork.countDown();
        endedInOrder = streams.close(closing);
        if (!endedInOrder) {
            LOG.error("Kafka Streams does not end in time");
        }
    }

    /** Whether everything was committed and written when it was closed. */
    public boolean endedInOrder() {
        return endedInOrder;
    }

    /** Who has a name comes back under it; who has none would be waited for until its session is over. */
    private static CloseOptions closing(Map<String, Object> settings) {
        boolean named = settings.containsKey(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return CloseOptions.timeout(CLOSING)
                .withGroupMembershipOperation(
                        named ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP);
    }

    private void begin() {
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                runningSince = System.nanoTime();
                atWork.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(failure -> {
            // The message may quote a record.
            LOG.atError()
                    .addKeyValue("error", failure.getClass().getName())
                    .addKeyValue("cause", String.valueOf(causeOf(failure)))
                    .log("stream thread died and is replaced");
            meters.threadReplaced();
            lastReplacement = System.nanoTime();
            LockSupport.parkNanos(PAUSE.toNanos());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
    }

    private static String causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? "" : cause.getClass().getName();
    }

    private Optional<String> notLive() {
        return switch (streams.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING -> Optional.of("stopped");
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> Optional.empty();
        };
    }

    private Optional<String> notReady() {
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return Optional.of("restoring or rebalancing");
        }
        Duration atWorkFor = Duration.ofNanos(System.nanoTime() - runningSince);
        if (Heartbeats.silence(streams.metrics(), atWorkFor).compareTo(SILENT) > 0) {
            return Optional.of("no word with Kafka");
        }
        boolean settled = System.nanoTime() - lastReplacement > UNSETTLED.toNanos();
        return settled ? Optional.empty() : Optional.of("a thread was replaced");
    }
}
