package dev.sixpost.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The runs' figures, one line each: the median, and between what the runs lay. */
final class Medians {
    private final List<Result> runs;
    private final List<Line> lines = new ArrayList<>();

    /** {@code part} of the line above it, where it is one. */
    record Line(String name, double median, double least, double most, boolean part) {}

    private Medians(List<Result> runs) {
        this.runs = runs;
    }

    static List<Line> of(List<Result> runs) {
        Medians medians = new Medians(runs);
        medians.line("flows/s", Result::flowsPerSecond);
        medians.lines("", " ms", Result::millis);
        medians.line("CPU s per 1000 flows", Result::cpuSeconds);
        medians.parts(Result::cpuSecondsPer1000);
        medians.line("generator's CPU s per 1000 flows", Result::generatorCpuSecondsPer1000);
        medians.line("resident MiB", Result::resident);
        medians.parts(Result::residentMiB);
        medians.lines("hop: ", " ms", Result::hopMillis);
        medians.line("failures", Result::faults);
        return medians.lines;
    }

    private void lines(String before, String after, Function<Result, Map<String, Double>> figures) {
        for (String name : names(figures)) {
            add(before + name + after, false, run -> figures.apply(run).getOrDefault(name, Double.NaN));
        }
    }

    private void parts(Function<Result, Map<String, Double>> figures) {
        for (String name : names(figures)) {
            add(name, true, run -> figures.apply(run).getOrDefault(name, 0.0));
        }
    }

    private void line(String name, ToDoubleFunction<Result> figure) {
        add(name, false, figure);
    }

    private Set<String> names(Function<Result, Map<String, Double>> figures) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(figures.apply(run).keySet()));
        return names;
    }

    private void add(String name, boolean part, ToDoubleFunction<Result> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        lines.add(new Line(name, median, sorted[0], sorted[sorted.length - 1], part));
    }
}
