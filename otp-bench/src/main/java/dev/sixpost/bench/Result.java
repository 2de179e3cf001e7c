package dev.sixpost.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of one run; the quoted ones are medians over runs. */
record Result(
        double flowsPerSecond,
        Map<String, Double> millis,
        double cpuSecondsPer1000,
        Map<String, Double> cpuSecondsPer1000ByProcess,
        double generatorCpuSecondsPer1000,
        double residentMiB,
        Map<String, Integer> failures,
        int surplus) {
    static final List<String> STEPS = List.of("request", "mail", "verify", "event");
    static final List<Integer> PERCENTILES = List.of(50, 95, 99);

    static Result of(Driver.Measured run, Usage before, Usage after, double generatorCpu, int surplus) {
        Map<String, Double> millis = new LinkedHashMap<>();
        List<Latencies> latencies = List.of(run.request, run.mail, run.verify, run.event);
        for (int step = 0; step < STEPS.size(); step++) {
            for (int percentile : PERCENTILES) {
                millis.put(
                        STEPS.get(step) + " p" + percentile, latencies.get(step).percentile(percentile));
            }
        }
        double thousands = run.event.count() / 1000.0;
        Map<String, Double> byProcess = new LinkedHashMap<>();
        after.cpuByName()
                .forEach((name, cpu) ->
                        byProcess.put(name, (cpu - before.cpuByName().getOrDefault(name, 0.0)) / thousands));
        return new Result(
                run.perSecond(),
                millis,
                (after.cpuSeconds() - before.cpuSeconds()) / thousands,
                byProcess,
                generatorCpu / thousands,
                after.residentBytes() / 1048576.0,
                Map.copyOf(run.failures),
                surplus);
    }

    static String table(List<Result> runs) {
        StringBuilder table = new StringBuilder();
        row(table, "flows/s", runs, Result::flowsPerSecond);
        for (String step : STEPS) {
            for (int percentile : PERCENTILES) {
                String name = step + " p" + percentile;
                row(table, name + " ms", runs, run -> run.millis().getOrDefault(name, Double.NaN));
            }
        }
        row(table, "CPU s per 1000 flows", runs, Result::cpuSecondsPer1000);
        for (String process : runs.getFirst().cpuSecondsPer1000ByProcess().keySet()) {
            row(
                    table,
                    "  of these, " + process,
                    runs,
                    run -> run.cpuSecondsPer1000ByProcess().getOrDefault(process, 0.0));
        }
        row(table, "generator's CPU s per 1000", runs, Result::generatorCpuSecondsPer1000);
        row(table, "resident MiB", runs, Result::residentMiB);
        row(
                table,
                "failures",
                runs,
                run -> run.failures().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        + run.surplus());
        runs.forEach(run -> run.failures()
                .forEach((what, count) -> table.append("  ")
                        .append(count)
                        .append(" x ")
                        .append(what)
                        .append('\n')));
        return table.toString();
    }

    boolean clean() {
        return failures.isEmpty() && surplus == 0;
    }

    private static void row(StringBuilder table, String name, List<Result> runs, ToDoubleFunction<Result> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        table.append(String.format(
                Locale.ROOT,
                "%-28s %10.2f   (%.2f – %.2f)%n",
                name,
                sorted[(sorted.length - 1) / 2],
                sorted[0],
                sorted[sorted.length - 1]));
    }
}
