package dev.sixpost.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of the stack for one measurement.
 *
 * @param perSecond flows started per second whatever becomes of them, an open loop; else a closed one
 * @param inFlight of a closed loop
 */
record Load(int flows, Optional<Integer> perSecond, int inFlight) {
    private static final int SECONDS = 20;

    /** From one flow per second until more in flight bring no more: 20 s each where a rate is given. */
    static List<Load> curve() {
        Stream<Load> open = Stream.of(1, 10, 50, 100, 200, 300).map(Load::atRate);
        Stream<Load> closed = Stream.of(closed(1_000, 1), closed(4_000, 8), closed(8_000, 32), closed(12_000, 128));
        return Stream.concat(open, closed).toList();
    }

    static Load atRate(int perSecond) {
        return atRate(perSecond * SECONDS, perSecond);
    }

    static Load atRate(int flows, int perSecond) {
        return new Load(flows, Optional.of(perSecond), 0);
    }

    static Load closed(int flows, int inFlight) {
        return new Load(flows, Optional.empty(), inFlight);
    }

    String label() {
        return perSecond.map(rate -> rate + "/s").orElse(inFlight + " in flight");
    }
}
