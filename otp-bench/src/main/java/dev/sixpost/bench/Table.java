package dev.sixpost.bench;

import java.util.List;
import java.util.Locale;

/** The figures for a terminal. */
final class Table {
    private Table() {}

    static String of(List<Result> runs) {
        StringBuilder table = new StringBuilder();
        for (Medians.Line line : Medians.of(runs)) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-48s %10.2f   (%.2f – %.2f)%n",
                    (line.part() ? "  of these, " : "") + line.name(),
                    line.median(),
                    line.least(),
                    line.most()));
        }
        runs.forEach(run -> table.append(faults(run)));
        return table.toString();
    }

    /** A line for each thing that went wrong. */
    static String faults(Result run) {
        StringBuilder lines = new StringBuilder();
        run.failures()
                .forEach((what, count) -> lines.append("  ")
                        .append(count)
                        .append(" x ")
                        .append(what)
                        .append('\n'));
        if (run.surplus() > 0) {
            lines.append("  ").append(run.surplus()).append(" x a mail or an event that came a second time\n");
        }
        return lines.toString();
    }
}
