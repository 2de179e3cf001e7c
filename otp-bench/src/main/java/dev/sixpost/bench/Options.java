package dev.sixpost.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to run.
 *
 * @param flows counted flows per run
 * @param concurrency flows in flight in a closed loop; ignored where a rate is given
 * @param rate flows started per second whatever becomes of them, an open loop
 * @param relayDelayMillis how long the sink takes per mail
 * @param loads where there are any: one run of each on one stack, instead of several of the same
 * @param apart whether each service is a process of its own
 * @param data of {@code ./otp up}, kept for another benchmark to go on with; else fresh, and in a folder of its own
 * @param backlog whether the relay is away until all the flows' requests are accepted
 */
record Options(
        int flows,
        int warmUp,
        int runs,
        int concurrency,
        Optional<Integer> rate,
        int relayDelayMillis,
        boolean respondAsync,
        boolean backlog,
        List<Load> loads,
        boolean apart,
        Optional<Path> data,
        Optional<Path> json,
        Optional<Path> html) {
    private static final int USUAL_CONNECTIONS = 20;

    /** The mailer takes no more. */
    private static final int MOST_CONNECTIONS = 1_000;

    /** The JIT compiler is at work for about as many. */
    private static final int WARM = 30_000;

    private static final String ASYNC = "--respond-async";
    private static final String BACKLOG = "--backlog";
    private static final String CURVE = "--curve";
    private static final String APART = "--apart";
    private static final Set<String> FLAGS = Set.of(ASYNC, BACKLOG, CURVE, APART);
    private static final Set<String> VALUES = Set.of(
            "--flows",
            "--warm-up",
            "--runs",
            "--concurrency",
            "--rate",
            "--relay-delay",
            "--loads",
            "--data",
            "--json",
            "--html");

    /** What would mean nothing beside another option is refused: nobody is to take it for heeded. */
    private static final Map<String, List<String>> APART_FROM = Map.of(
            "--rate",
            List.of("--concurrency"),
            "--data",
            List.of(APART, BACKLOG),
            "--loads",
            List.of("--rate", "--concurrency", "--runs", "--html"),
            CURVE,
            List.of("--loads", "--flows", "--rate", "--concurrency", "--runs", "--html"),
            BACKLOG,
            List.of(CURVE, "--loads", "--rate", "--concurrency", "--runs", "--warm-up", ASYNC, "--json", "--html"));

    static final String USAGE = "usage: ./otp bench [--flows N] [--concurrency C | --rate R] [--relay-delay MS]"
            + " [--warm-up N] [--runs N] [--respond-async] [--apart | --data DIR] [--json FILE] [--html FILE]\n"
            + "       ./otp bench --curve | --loads R/s,C,… [--relay-delay MS] [--warm-up N] [--respond-async]"
            + " [--apart | --data DIR] [--json FILE]\n"
            + "       ./otp bench --backlog [--flows N] [--relay-delay MS] [--apart]";

    static Options parse(String... arguments) {
        Typed typed = Typed.parse(List.of(arguments), VALUES, FLAGS);
        APART_FROM.forEach(typed::apart);
        int flows = typed.number("--flows", 1, 10_000_000).orElse(5_000);
        return new Options(
                flows,
                typed.number("--warm-up", 0, 10_000_000).orElse(WARM),
                typed.number("--runs", 1, 100).orElse(3),
                typed.number("--concurrency", 1, 10_000).orElse(32),
                typed.number("--rate", 1, 100_000),
                typed.number("--relay-delay", 0, 60_000).orElse(0),
                typed.has(ASYNC),
                typed.has(BACKLOG),
                typed.has(CURVE) ? Load.curve() : loads(typed.value("--loads"), flows),
                typed.has(APART),
                typed.value("--data").map(Path::of),
                typed.value("--json").map(Path::of),
                typed.value("--html").map(Path::of));
    }

    /** As the documentation has it: the rate times the relay's time, here with half as much again. */
    int smtpConnections() {
        long busy = (loads.isEmpty() ? List.of(load()) : loads)
                .stream()
                        .mapToLong(one -> one.perSecond()
                                .map(perSecond -> perSecond * 3L * relayDelayMillis / 2_000)
                                .orElse((long) one.inFlight()))
                        .max()
                        .orElse(0);
        return relayDelayMillis == 0 ? USUAL_CONNECTIONS : Math.clamp(busy, USUAL_CONNECTIONS, MOST_CONNECTIONS);
    }

    Load load() {
        return rate.map(perSecond -> Load.atRate(flows, perSecond)).orElse(Load.closed(flows, concurrency));
    }

    /** {@code 300/s} is an open loop of 20 s, {@code 128} a closed one of the flows of a run. */
    private static List<Load> loads(Optional<String> text, int flows) {
        return text.stream()
                .flatMap(said -> Arrays.stream(said.split(",", -1)))
                .map(one -> one.endsWith("/s")
                        ? Load.atRate(Typed.number("--loads", one.substring(0, one.length() - 2), 1, 100_000))
                        : Load.closed(flows, Typed.number("--loads", one, 1, 10_000)))
                .toList();
    }
}
