package dev.sixpost.issuer.decide;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests within a window that starts with the first of them, and within the window before, which counts by as much of
 * it as a rolling window would still reach. So a burst is counted exactly, and two bursts around an edge together.
 */
public record Tally(Instant startsAt, int used, int usedBefore) {

    static Tally fresh(Instant now) {
        return new Tally(now, 0, 0);
    }

    /** As it stands now: windows that have passed are past. */
    Tally at(Instant now, Duration window) {
        Instant end = startsAt.plus(window);
        if (now.isBefore(end)) {
            return this;
        }
        return now.isBefore(end.plus(window)) ? new Tally(end, 0, used) : fresh(now);
    }

    Tally plusOne() {
        return new Tally(startsAt, used + 1, usedBefore);
    }

    /** When one more request fits the limit; null: at once. */
    @Nullable
    Instant freeAt(int limit, Instant now, Duration window) {
        double elapsed = Math.clamp((double) Duration.between(startsAt, now).toMillis() / window.toMillis(), 0, 1);
        if (usedBefore * (1 - elapsed) + used < limit) {
            return null;
        }
        double windows = used >= limit ? 1 + share(used, limit) : share(usedBefore, limit - used);
        return startsAt.plusMillis((long) Math.ceil(windows * window.toMillis()) + 1);
    }

    /** The share of a window after which only {@code allowed} of {@code counted} still count. */
    private static double share(int counted, int allowed) {
        return Math.max(0, 1 - (double) allowed / counted);
    }

    /**
     * What a batch does to a tally.
     *
     * @param added requests counted by this batch, in the window of {@code after}
     */
    public record Change(Tally after, int added) {}
}
