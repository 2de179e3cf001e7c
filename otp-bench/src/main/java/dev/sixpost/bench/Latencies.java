package dev.sixpost.bench;

import java.util.Collection;
import java.util.function.ToLongFunction;

/** Every latency of a run, kept exactly, in order. */
final class Latencies {
    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    static <T> Latencies of(Collection<T> timed, ToLongFunction<T> nanos) {
        return new Latencies(timed.stream().mapToLong(nanos).sorted().toArray());
    }

    /** In milliseconds, by the nearest rank. */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
