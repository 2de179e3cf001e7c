package dev.sixpost.bench;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to run.
 *
 * @param flows counted flows per run
 * @param concurrency flows in flight in a closed loop; ignored where a rate is given
 * @param rate flows started per second whatever becomes of them, an open loop
 * @param relayDelayMillis how long the sink takes per mail
 * @param curve whether one run each is made of everything from one flow per second to saturation
 * @param apart whether each service is a process of its own
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
        boolean curve,
        boolean apart,
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
            + " [--warm-up N] [--runs N] [--respond-async] [--backlog | --curve] [--apart] [--json FILE] [--html FILE]";

    static Options parse(String... arguments) {
        int flows = 5_000;
        int warmUp = WARM;
        int runs = 3;
        int concurrency = 32;
        Optional<Integer> rate = Optional.empty();
        int delay = 0;
        Set<String> flags = new HashSet<>();
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
                case "--json" -> json = Optional.of(Path.of(value));
                case "--html" -> html = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException("unknown option " + name);
            }
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
                flags.contains(CURVE),
                flags.contains(APART),
                json,
                html);
    }

    /** As the documentation has it: the rate times the relay's time, here with half as much again. */
    int smtpConnections() {
        int busy =
                rate.map(perSecond -> perSecond * relayDelayMillis * 3 / 2_000).orElse(concurrency);
        return relayDelayMillis == 0 ? USUAL_CONNECTIONS : Math.max(USUAL_CONNECTIONS, busy);
    }

    Load load() {
        return rate.map(perSecond -> Load.atRate(flows, perSecond)).orElse(Load.closed(flows, concurrency));
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
