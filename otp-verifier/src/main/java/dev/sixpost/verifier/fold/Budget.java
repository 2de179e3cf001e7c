package dev.sixpost.verifier.fold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Failed guesses of an address within a rolling day, over all purposes and challenges.
 *
 * @param perDay the limit of the newest challenge, for when there is none left to ask
 * @param failures broker times; at most {@link #MOST} of them
 */
public record Budget(int perDay, List<Long> failures) {
    /** No policy allows more failures a day than are remembered. */
    private static final int MOST = 1000;

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    public Budget {
        failures = List.copyOf(failures);
    }

    boolean isSpent(int limit, long time) {
        return counted(time).size() >= bounded(limit);
    }

    /** Seconds until one more guess is allowed, rounded up. */
    long secondsUntilFree(int limit, long time) {
        List<Long> counted = counted(time);
        int excess = counted.size() - bounded(limit);
        if (excess < 0) {
            return 0;
        }
        long millis = counted.get(excess) + DAY_MILLIS - time;
        return Math.max(1, Math.ceilDiv(millis, 1000L));
    }

    Budget withFailure(long time) {
        List<Long> more = new ArrayList<>(failures);
        more.add(time);
        return new Budget(perDay, more.subList(Math.max(0, more.size() - MOST), more.size()));
    }

    Budget withLimit(int limit) {
        return new Budget(limit, failures);
    }

    Budget withoutFailures() {
        return new Budget(perDay, List.of());
    }

    Budget without(long forgottenBy) {
        return new Budget(
                perDay,
                failures.stream().filter(at -> forgottenBy < at + DAY_MILLIS).toList());
    }

    long finishedAt() {
        return failures.stream().mapToLong(at -> at + DAY_MILLIS).max().orElse(0);
    }

    /** What is younger than a day, and whatever a command dated back by its move cannot have known. */
    private List<Long> counted(long time) {
        return failures.stream().filter(at -> time < at + DAY_MILLIS).sorted().toList();
    }

    private static int bounded(int limit) {
        return Math.clamp(limit, 1, MOST);
    }
}
