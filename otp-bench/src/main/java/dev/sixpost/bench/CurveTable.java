package dev.sixpost.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line per load, for a terminal and, as it is Markdown, for a document. */
final class CurveTable {
    private static final List<String> MILLIS = List.of(
            "request p50", "request p99", "mail p50", "mail p99", "verify p50", "verify p99", "event p50", "event p99");
    private static final String COLUMNS =
            "| load | flows/s | CPU s per 1000 | " + String.join(" | ", MILLIS) + " | failures |\n";

    private CurveTable() {}

    static String of(List<Map.Entry<Load, Result>> points) {
        StringBuilder table = new StringBuilder(COLUMNS);
        table.append("|").append("---|".repeat(MILLIS.size() + 4)).append('\n');
        points.forEach(point -> table.append(line(point.getKey(), point.getValue())));
        for (Map.Entry<Load, Result> point : points) {
            String faults = Table.faults(point.getValue());
            if (!faults.isEmpty()) {
                table.append('\n').append(point.getKey().label()).append(":\n").append(faults);
            }
        }
        return table.toString();
    }

    private static String line(Load load, Result result) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "| %s | %.0f | %.2f |", load.label(), result.flowsPerSecond(), result.cpuSeconds()));
        for (String name : MILLIS) {
            line.append(String.format(Locale.ROOT, " %.1f |", result.millis().getOrDefault(name, Double.NaN)));
        }
        return line.append(' ').append(result.faults()).append(" |\n").toString();
    }
}
