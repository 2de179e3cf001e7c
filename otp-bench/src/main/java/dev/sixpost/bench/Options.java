package dev.sixpost.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /** The JIT compiler is at work for about as many. */
    private static final int WARM = 30_000;

    private static final String ASYNC = "--respond-async";
    private static final String BACKLOG = "--backlog";
    private static final String CURVE = "--curve";
    private static final String APART = "--apart";
    private static final Set<String> FLAGS = Set.of(ASYNC, BACKLOG, CURVE, APART);

    static final String USAGE = "usage: ./otp bench [--flows N] [--concurrency C | --rate R] [--relay-delay MS]"
            + " [--warm-up N] [--runs N] [--respond-async]"
            + " [--backlog | --curve | --loads R/s,C,…] [--apart | --data DIR] [--json FILE] [--html FILE]";

    static Options parse(String... arguments) {
        int flows = 5_000;
        int warmUp = WARM;
        int runs = 3;
        int concurrency = 32;
        Optional<Integer> rate = Optional.empty();
        int delay = 0;
        Set<String> flags = new HashSet<>();
        String loads = "";
        Optional<Path> data = Optional.empty();
        Optional<Path> json = Optional.empty();
        Optional<Path> html = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (FLAGS.contains(name)) {
                flags.add(name);
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = arguments[++i];
            switch (name) {
                case "--flows" -> flows = number(name, value, 1, 10_000_000);
                case "--warm-up" -> warmUp = number(name, value, 0, 10_000_000);
                case "--runs" -> runs = number(name, value, 1, 100);
                case "--concurrency" -> concurrency = number(name, value, 1, 10_000);
                case "--rate" -> rate = Optional.of(number(name, value, 1, 100_000));
                case "--relay-delay" -> delay = number(name, value, 0, 60_000);
                case "--loads" -> loads = value;
                case "--data" -> data = Optional.of(Path.of(value));
                case "--json" -> json = Optional.of(Path.of(value));
                case "--html" -> html = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
        }
        if (rate.isPresent() && Arrays.asList(arguments).contains("--concurrency")) {
            throw new IllegalArgumentException("of --concurrency and --rate only one makes sense");
        }
        if (data.isPresent() && (flags.contains(APART) || flags.contains(BACKLOG))) {
            throw new IllegalArgumentException("--data goes with neither --apart nor --backlog");
        }
        if (Stream.of(flags.contains(BACKLOG), flags.contains(CURVE), !loads.isEmpty())
                        .filter(said -> said)
                        .count()
                > 1) {
            throw new IllegalArgumentException("of --backlog, --curve and --loads only one makes sense");
        }
        return new Options(
                flows,
                warmUp,
                runs,
                concurrency,
                rate,
                delay,
                flags.contains(ASYNC),
                flags.contains(BACKLOG),
                flags.contains(CURVE) ? Load.curve() : loads(loads, flows),
                flags.contains(APART),
                data,
                json,
                html);
    }

    /** As the documentation has it: the rate times the relay's time, here with half as much again. */
    int smtpConnections() {
        int busy = (loads.isEmpty() ? List.of(load()) : loads)
                .stream()
                        .mapToInt(one -> one.perSecond()
                                .map(perSecond -> perSecond * relayDelayMillis * 3 / 2_000)
                                .orElse(one.inFlight()))
                        .max()
                        .orElse(0);
        return relayDelayMillis == 0 ? USUAL_CONNECTIONS : Math.max(USUAL_CONNECTIONS, busy);
    }

    Load load() {
        return rate.map(perSecond -> Load.atRate(flows, perSecond)).orElse(Load.closed(flows, concurrency));
    }

    /** {@code 300/s} is an open loop of 20 s, {@code 128} a closed one of the flows of a run. */
    private static List<Load> loads(String text, int flows) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(one -> one.endsWith("/s")
                                ? Load.atRate(number("--loads", one.substring(0, one.length() - 2), 1, 100_000))
                                : Load.closed(flows, number("--loads", one, 1, 10_000)))
                        .toList();
    }

    private static int number(String name, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(name + " takes a whole number from " + min + " to " + max);
    }
}
