package dev.sixpost.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The figures of one run.
 *
 * @param millis by step and percentile, as {@code "request p50"}
 * @param quantiles by step, the milliseconds within which each hundredth of the flows lies
 * @param hopMillis by hop and percentile
 * @param cpuSecondsPer1000 by component of the stack
 */
record Result(
        double flowsPerSecond,
        Map<String, Double> millis,
        Map<String, List<Double>> quantiles,
        Map<String, Double> hopMillis,
        Map<String, Double> cpuSecondsPer1000,
        double generatorCpuSecondsPer1000,
        Map<String, Double> residentMiB,
        Map<String, Integer> failures,
        int surplus) {
    static final List<Integer> PERCENTILES = List.of(50, 95, 99);

    /** What was used meanwhile, by whom. */
    record Costs(Usage before, Usage after, double generatorCpuSeconds) {}

    static Result of(Driver.Measured run, Map<Hop, Latencies> hops, Costs costs, int surplus) {
        Map<String, Double> millis = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            Latencies latencies = Latencies.of(run.done, step::nanosOf);
            put(millis, step.label(), latencies);
            quantiles.put(
                    step.label(),
                    IntStream.rangeClosed(1, 100)
                            .mapToObj(latencies::percentile)
                            .toList());
        }
        Map<String, Double> hopMillis = new LinkedHashMap<>();
        hops.forEach((hop, latencies) -> put(hopMillis, hop.label, latencies));
        double thousands = run.done.size() / 1000.0;
        return new Result(
                run.perSecond(),
                millis,
                quantiles,
                hopMillis,
                per(thousands, costs.after().cpuSince(costs.before())),
                costs.generatorCpuSeconds() / thousands,
                costs.after().residentMiB(),
                run.failures(),
                surplus);
    }

    private static void put(Map<String, Double> millis, String name, Latencies latencies) {
        PERCENTILES.forEach(p -> millis.put(name + " p" + p, latencies.percentile(p)));
    }

    private static Map<String, Double> per(double thousands, Map<String, Double> totals) {
        Map<String, Double> shares = new LinkedHashMap<>();
        totals.forEach((name, total) -> {
            if (total / thousands >= 0.0005) {
                shares.put(name, total / thousands);
            }
        });
        return shares;
    }

    double cpuSeconds() {
        return sum(cpuSecondsPer1000.values());
    }

    double resident() {
        return sum(residentMiB.values());
    }

    /** Flows that did not go through, and what came a second time. */
    int faults() {
        return failures.values().stream().mapToInt(Integer::intValue).sum() + surplus;
    }

    private static double sum(Collection<Double> parts) {
        return parts.stream().mapToDouble(Double::doubleValue).sum();
    }
}
