package dev.sixpost.embedded;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.network.metrics.RequestMetrics;
import org.apache.kafka.server.metrics.KafkaMetricsGroup;

/**
 * The broker keeps eight histograms per kind of request, as samples in which the newest count most: eight insertions into a
 * sorted map for each request, an eighth of the broker's CPU time where batches are small. A histogram that is there
 * already is taken as it is; as samples in which all count alike they cost next to nothing. They show the whole run then,
 * not its last minutes.
 */
final class RequestHistograms {
    private static final List<String> NAMES = List.of(
            "RequestQueueTimeMs",
            "LocalTimeMs",
            "RemoteTimeMs",
            "ThrottleTimeMs",
            "ResponseQueueTimeMs",
            "ResponseSendTimeMs",
            "TotalTimeMs",
            "RequestBytes");

    private RequestHistograms() {}

    /** To be called before the broker starts; it takes them away when it ends. */
    static void countAllAlike() {
        var group = new KafkaMetricsGroup("kafka.network", "RequestMetrics");
        kinds().forEach(kind -> NAMES.forEach(name -> group.newHistogram(name, false, Map.of("request", kind))));
    }

    private static Stream<String> kinds() {
        return Stream.concat(
                Stream.of(
                        RequestMetrics.CONSUMER_FETCH_METRIC_NAME,
                        RequestMetrics.FOLLOW_FETCH_METRIC_NAME,
                        RequestMetrics.VERIFY_PARTITIONS_IN_TXN_METRIC_NAME),
                Stream.of(ApiKeys.values()).map(api -> api.name));
    }
}
