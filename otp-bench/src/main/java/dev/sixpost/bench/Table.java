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
        runs.forEach(run -> run.failures()
                .forEach((what, count) -> table.append("  ")
                        .append(count)
                        .append(" x ")
                        .append(what)
                        .append('\n')));
        return table.toString();
    }
}
