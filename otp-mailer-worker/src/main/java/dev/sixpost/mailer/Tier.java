package dev.sixpost.mailer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long a mail waits before the next try. A tier is a partition of {@code otp.emails.delayed}: all its records wait
 * equally long, so the first in is the first due. Pure.
 */
enum Tier {
    SOON(0, Duration.ofSeconds(5)),
    SHORTLY(1, Duration.ofSeconds(15)),
    LATER(2, Duration.ofSeconds(45)),
    LATE(3, Duration.ofMinutes(2));

    private static final Tier[] TIERS = values();

    private final int partition;
    private final Duration delay;

    Tier(int partition, Duration delay) {
        this.partition = partition;
        this.delay = delay;
    }

    Duration delay() {
        return delay;
    }

    int partition() {
        return partition;
    }

    /** What another client put on a partition beyond ours waits as long as the last tier. */
    static Tier ofPartition(int partition) {
        return TIERS[Math.min(partition, TIERS.length - 1)];
    }

    /** The first that is over no sooner than that, or else the last. */
    static Tier covering(Duration wait) {
        return Arrays.stream(TIERS)
                .filter(tier -> tier.delay.compareTo(wait) >= 0)
                .findFirst()
                .orElse(LATE);
    }

    /**
     * The tier after so many failed tries, or a shorter one where the code would not outlive the wait. Empty where none is
     * short enough.
     */
    static Optional<Tier> after(int failedTries, Instant now, Instant expiresAt) {
        for (int i = Math.min(failedTries, TIERS.length - 1); i >= 0; i--) {
            if (now.plus(TIERS[i].delay).isBefore(expiresAt)) {
                return Optional.of(TIERS[i]);
            }
        }
        return Optional.empty();
    }
}
