package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The settings of all applications as they are now, from the compacted topic, in memory. Safe for many threads. Bounded by
 * {@value #MAX_APPLICATIONS} applications; those beyond are left out, loudly.
 */
public final class Applications implements AutoCloseable {
    static final int MAX_APPLICATIONS = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, ApplicationConfigured> known = new ConcurrentHashMap<>();
    private final ApplicationsTail tail;
    private final Loop loop;

    private Applications(KafkaClients clients) {
        this.tail = new ApplicationsTail(clients, known);
        this.loop = Loop.start("applications", tail);
    }

    /** Returns once what was there has been read, after 20 s at most: see {@link #trouble}. */
    public static Applications start(KafkaClients clients) {
        Applications applications = new Applications(clients);
        applications.tail.awaitCaughtUp(PATIENCE);
        return applications;
    }

    public Optional<ApplicationConfigured> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /**
     * Whether everything before the offsets of {@code ends} has been read, waiting for it no longer than {@code
     * patience}: until then, that an application is not found does not mean that there is none.
     */
    public boolean awaitRead(Map<TopicPartition, Long> ends, Duration patience) {
        return tail.awaitRead(ends, patience);
    }

    /** For readiness: why the settings may be incomplete or old. */
    public Optional<String> trouble() {
        return tail.caughtUp() ? loop.trouble() : Optional.of("not read to the end yet");
    }

    /** For liveness. */
    public Optional<String> stall() {
        return loop.stall();
    }

    @Override
    public void close() {
        loop.close();
    }
}
