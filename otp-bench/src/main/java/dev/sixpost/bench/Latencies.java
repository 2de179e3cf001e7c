package dev.sixpost.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Every latency of a run, kept exactly; percentiles are taken from the sorted values. */
final class Latencies {
    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int capacity) {
        nanos = new long[capacity];
    }

    void add(long elapsedNanos) {
        nanos[count.getAndIncrement()] = elapsedNanos;
    }

    int count() {
        return count.get();
    }

    /** In milliseconds, by the nearest rank. */
    double percentile(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
