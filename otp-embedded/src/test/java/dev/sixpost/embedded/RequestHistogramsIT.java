package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.yammer.metrics.core.Histogram;
import com.yammer.metrics.stats.UniformSample;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("all brokers of a process keep their metrics in the same place")
class RequestHistogramsIT {

    @Test
    void countsEveryRequestAlikeInsteadOfSortingItIntoASample(@TempDir Path dataDir) {
        try (var _ = EmbeddedKafka.start(dataDir, 0)) {
            // A name of its own that the broker used beside ours would be a ninth.
            assertThat(histograms("Metadata"))
                    .hasSize(8)
                    .allSatisfy((name, histogram) ->
                            assertThat(histogram).as(name).extracting("sample").isInstanceOf(UniformSample.class));
        }
        assertThat(histograms("Metadata")).isEmpty();
    }

    private static Map<String, Histogram> histograms(String request) {
        var found = new HashMap<String, Histogram>();
        KafkaYammerMetrics.defaultRegistry().allMetrics().forEach((name, metric) -> {
            if (name.getType().equals("RequestMetrics")
                    && metric instanceof Histogram histogram
                    && ("request." + request).equals(name.getScope())) {
                found.put(name.getName(), histogram);
            }
        });
        return found;
    }
}
