package dev.sixpost.verifier.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * When the stream threads last told their group that they are there, by the consumers' own measure. They cannot while
 * Kafka is away, and stop once a thread has not come round for {@code max.poll.interval.ms}.
 */
final class Heartbeats {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String SECONDS_AGO = "last-heartbeat-seconds-ago";

    private Heartbeats() {}

    /** Since the last one of the thread that is silent the longest; {@code atWork} where it has told nothing yet. */
    static Duration silence(Map<MetricName, ? extends Metric> metrics, Duration atWork) {
        return metrics.entrySet().stream()
                .filter(entry -> isHeartbeat(entry.getKey()))
                .map(entry -> since(entry.getValue()).orElse(atWork))
                .max(Comparator.naturalOrder())
                .orElse(atWork);
    }

    private static boolean isHeartbeat(MetricName name) {
        return name.group().equals(GROUP) && name.name().equals(SECONDS_AGO);
    }

    /** Below zero it says that there was none. */
    private static Optional<Duration> since(Metric metric) {
        return metric.metricValue() instanceof Number seconds && seconds.longValue() >= 0
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }
}
