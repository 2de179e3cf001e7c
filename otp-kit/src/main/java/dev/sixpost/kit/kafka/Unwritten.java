package dev.sixpost.kit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics cannot be written just now, for a service's health: each from a failure until something arrives there, or
 * until nobody has tried for a while; whoever is given no more work because of it could not find out otherwise. Safe for
 * many threads.
 */
public final class Unwritten {
    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private record Failure(String name, long nanos) {
        boolean isRecent(long now) {
            return now - nanos < REMEMBERED.toNanos();
        }
    }

    private final LongSupplier nanoTime;

    /** Bounded by the topics there are. */
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    public Unwritten(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public void written(String topic) {
        if (!failures.isEmpty() && failures.remove(topic) != null) {
            LOG.atInfo().addKeyValue("topic", topic).log("topic can be written again");
        }
    }

    public void failed(String topic, Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (failures.put(topic, new Failure(name, nanoTime.getAsLong())) == null) {
            LOG.atWarn().addKeyValue("topic", topic).addKeyValue("error", name).log("topic cannot be written");
        }
    }

    /** The topics, each with the class of what went wrong there. */
    public Optional<String> trouble() {
        long now = nanoTime.getAsLong();
        String troubles = failures.entrySet().stream()
                .filter(failure -> failure.getValue().isRecent(now))
                .map(failure -> failure.getKey() + " cannot be written: "
                        + failure.getValue().name())
                .sorted()
                .collect(Collectors.joining(", "));
        return troubles.isEmpty() ? Optional.empty() : Optional.of(troubles);
    }
}
