package dev.sixpost.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as one HTML file that needs nothing else: how latencies spread, where time and CPU go, every line. */
final class Page {
    private static final List<String> COLOURS = List.of("#2f6fde", "#d9772b", "#3a9a5b", "#8b5bc7");
    private static final String HEAD = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>otp bench</title>
        <meta name="viewport" content="width=device-width">
        <style>
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
        table{border-collapse:collapse;width:100%}td,th{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #8884}
        td:first-child,th:first-child{text-align:left}.part td:first-child{padding-left:2rem}
        svg{width:100%;height:auto;font-size:12px}svg text{fill:currentColor}
        </style>
        """;

    private final List<Result> runs;
    private final List<Medians.Line> lines;

    private Page(List<Result> runs) {
        this.runs = runs;
        this.lines = Medians.of(runs);
    }

    static String of(Options options, List<Result> runs) {
        Page page = new Page(runs);
        String command = options.rate().map(r -> r + " flows/s begun").orElse(options.concurrency() + " in flight");
        return HEAD
                + "<h1>" + escaped(command) + ", the relay takes " + options.relayDelayMillis() + " ms"
                + (options.apart() ? ", each service by itself" : "") + "</h1><p>"
                + options.runs() + " runs of " + options.flows() + " flows after a warm-up of " + options.warmUp()
                + "; medians.</p><h2>How latencies spread</h2>" + page.spread()
                + "<h2>Where a flow's time goes (median ms)</h2>"
                + page.bars("hop: ", " p50 ms", false)
                + "<h2>Where the CPU time goes (s per 1000 flows)</h2>" + page.bars("", "", true)
                + "<h2>Every figure</h2>" + page.table() + "</html>\n";
    }

    /** Which share of the flows lies within how many milliseconds; the scale of time is logarithmic. */
    private String spread() {
        Map<String, List<Double>> quantiles = runs.get((runs.size() - 1) / 2).quantiles();
        StringBuilder svg = new StringBuilder("<svg viewBox='0 0 720 300' role='img'>");
        for (double ms = 0.1; ms < 20_000; ms *= 10) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d='M%1$.1f 20V260' stroke='#8886'/><text x='%1$.1f' y='278' text-anchor='middle'>%2$s"
                            + " ms</text>",
                    x(ms),
                    ms < 1 ? "0.1" : Long.toString(Math.round(ms))));
        }
        int colour = 0;
        for (Map.Entry<String, List<Double>> step : quantiles.entrySet()) {
            StringBuilder points = new StringBuilder();
            for (int percent = 1; percent <= step.getValue().size(); percent++) {
                points.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", x(step.getValue().get(percent - 1)), 260 - 2.4 * percent));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline fill='none' stroke-width='2' stroke='%1$s' points='%2$s'/><rect x='60' y='%3$d'"
                            + " width='12' height='12' fill='%1$s'/><text x='78' y='%4$d'>%5$s</text>",
                    COLOURS.get(colour),
                    points,
                    30 + 20 * colour,
                    41 + 20 * colour,
                    step.getKey()));
            colour++;
        }
        return svg.append("<text x='4' y='24'>100 %</text><text x='4' y='264'>0 %</text></svg>")
                .toString();
    }

    private static double x(double millis) {
        return 40 + 130 * (Math.log10(Math.clamp(millis, 0.1, 10_000)) + 1);
    }

    private String bars(String before, String after, boolean cpu) {
        List<Medians.Line> shown = cpu ? cpuLines() : named(before, after);
        double most = shown.stream().mapToDouble(Medians.Line::median).max().orElse(1);
        StringBuilder svg =
                new StringBuilder(String.format(Locale.ROOT, "<svg viewBox='0 0 720 %d'>", 24 * shown.size() + 8));
        int y = 4;
        for (Medians.Line line : shown) {
            String name = line.name().substring(before.length(), line.name().length() - after.length());
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x='300' y='%d' text-anchor='end'>%s</text><rect x='308' y='%d' width='%.1f' height='16'"
                            + " fill='%s'/><text x='%.1f' y='%d'>%.3f</text>",
                    y + 13,
                    escaped(name),
                    y,
                    Math.max(1, 340 * line.median() / Math.max(most, 1e-9)),
                    COLOURS.getFirst(),
                    314 + 340 * Math.max(0, line.median()) / Math.max(most, 1e-9),
                    y + 13,
                    line.median()));
            y += 24;
        }
        return svg.append("</svg>").toString();
    }

    private List<Medians.Line> named(String before, String after) {
        return lines.stream()
                .filter(line -> line.name().startsWith(before) && line.name().endsWith(after))
                .toList();
    }

    /** A process has a line for its memory as well, which comes later. */
    private List<Medians.Line> cpuLines() {
        return runs.getFirst().cpuSecondsPer1000().keySet().stream()
                .flatMap(component -> lines.stream()
                        .filter(line -> line.part() && line.name().equals(component))
                        .limit(1))
                .toList();
    }

    private String table() {
        return lines.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "<tr%s><td>%s<td>%.2f<td>%.2f<td>%.2f",
                        line.part() ? " class=part" : "",
                        escaped(line.name()),
                        line.median(),
                        line.least(),
                        line.most()))
                .collect(Collectors.joining("\n", "<table><tr><th>figure<th>median<th>least<th>most\n", "</table>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }
}
