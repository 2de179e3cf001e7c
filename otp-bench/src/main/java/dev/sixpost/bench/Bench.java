package dev.sixpost.bench;

import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** {@code ./otp bench}: a stack, a warm-up, the runs, their medians. */
public final class Bench {
    private final Options options;
    private final PrintStream out;

    private Bench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(System.getProperty("sixpost.root", "."));
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(64);
            return;
        }
        if (!Processes.areKept()) {
            System.err.println("This system does not tell what processes use: CPU time and memory are shown as 0.");
        }
        boolean clean = options.backlog()
                ? new Backlog(options, System.out).run(root)
                : new Bench(options, System.out).run(root);
        System.exit(clean ? 0 : 1);
    }

    private boolean run(Path root) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Flows flows = new Flows();
        try (SmtpSink sink = new SmtpSink(0, Duration.ofMillis(options.relayDelayMillis()), flows::mailReceived);
                Place place = Place.of(options)) {
            Stack stack = Stack.start(options, root, place, sink.port());
            BenchApplication.configure(stack.bootstrap());
            try (Trail trail = new Trail(stack.bootstrap());
                    Proofs proofs = new Proofs(stack.bootstrap(), flows::eventRead);
                    Driver driver = new Driver(stack.httpPort(), flows, options.respondAsync())) {
                proofs.awaitReady();
                out.println("stack ready, what it says is in " + place.folder());
                if (options.warmUp() > 0) {
                    Driver.Measured warmUp = driver.closedLoop(options.warmUp(), options.concurrency());
                    out.printf(
                            "warm-up: %d flows, %.0f/s, failures %s%n",
                            warmUp.done.size(), warmUp.perSecond(), warmUp.failures());
                }
                Measuring measuring = load -> measuredRun(load, driver, flows, stack, trail);
                return options.loads().isEmpty() ? runs(measuring) : each(measuring);
            }
        }
    }

    private interface Measuring {
        Result of(Load load) throws IOException, InterruptedException;
    }

    private boolean runs(Measuring measuring) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            results.add(measuring.of(options.load()));
        }
        out.print(Table.of(results));
        write(results);
        return results.stream().allMatch(run -> run.faults() == 0);
    }

    private boolean each(Measuring measuring) throws IOException, InterruptedException {
        List<Map.Entry<Load, Result>> points = new ArrayList<>();
        for (Load load : options.loads()) {
            points.add(Map.entry(load, measuring.of(load)));
        }
        out.print(CurveTable.of(points));
        write(points.stream().map(Map.Entry::getValue).toList());
        return points.stream().allMatch(point -> point.getValue().faults() == 0);
    }

    private static Result measuredRun(Load load, Driver driver, Flows flows, Stack stack, Trail trail)
            throws IOException, InterruptedException {
        trail.begin();
        flows.forget();
        int surplusBefore = flows.surplus();
        Usage before = stack.usage();
        double ownBefore = ownCpu();
        Driver.Measured measured = driver.run(load);
        Result.Costs costs = new Result.Costs(before, stack.usage(), ownCpu() - ownBefore);
        return Result.of(measured, Hop.over(measured.done, trail.follow()), costs, flows.surplus() - surplusBefore);
    }

    private static double ownCpu() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    private void write(List<Result> results) throws IOException {
        if (options.json().isPresent()) {
            Files.write(
                    options.json().get(), Json.LENIENT.writeValueAsBytes(Map.of("options", options, "runs", results)));
        }
        if (options.html().isPresent()) {
            Files.writeString(options.html().get(), Page.of(options, results));
        }
    }
}
