package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Duration AT_WORK = Duration.ofSeconds(7);

    private final Map<MetricName, Metric> metrics = new HashMap<>();

    @Test
    void theThreadThatIsSilentTheLongestCounts() {
        heartbeat("one", 2d);
        heartbeat("two", 12d);
        add("other", "consumer-fetch-manager-metrics", "last-heartbeat-seconds-ago", 99d);

        assertThat(silence()).hasSeconds(12);
    }

    @Test
    void whoHasSaidNothingYetIsSilentSinceItIsAtWork() {
        heartbeat("one", -1d);
        heartbeat("two", 1d);

        assertThat(silence()).isEqualTo(AT_WORK);
    }

    @Test
    void whereNobodyCountsHeartbeatsNobodyIsHeard() {
        assertThat(silence()).isEqualTo(AT_WORK);
    }

    private Duration silence() {
        return Heartbeats.silence(metrics, AT_WORK);
    }

    private void heartbeat(String thread, double secondsAgo) {
        add(thread, "consumer-coordinator-metrics", "last-heartbeat-seconds-ago", secondsAgo);
    }

    private void add(String thread, String group, String name, double value) {
        MetricName full = new MetricName(name, group, "", Map.of("client-id", thread));
        metrics.put(full, new Metric() {
            @Override
            public MetricName metricName() {
                return full;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }
}
