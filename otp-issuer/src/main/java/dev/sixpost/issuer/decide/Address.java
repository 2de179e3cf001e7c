package dev.sixpost.issuer.decide;

import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the limits of an address count, and why nothing goes there just now.
 *
 * @param version of what was read; 0 where nothing was
 * @param mails times of mails, oldest first; none is older than a day when the next one is added
 * @param lockedUntil the verifier has said that the failures of the day are used up
 * @param refusedUntil a server has refused the address for good
 */
public record Address(
        long version,
        List<Instant> mails,
        @Nullable Instant lockedUntil,
        @Nullable Instant refusedUntil) {
    public static final Duration LONGEST_WINDOW = Duration.ofDays(1);

    static final Address UNKNOWN = new Address(0, List.of(), null, null);

    /** What is remembered of an address is bounded: a limit above this is none. */
    private static final int MOST = 10_000;

    private static final Duration HOUR = Duration.ofHours(1);

    public Address {
        mails = List.copyOf(mails);
    }

    boolean isLocked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    boolean isRefused(Instant now) {
        return refusedUntil != null && now.isBefore(refusedUntil);
    }

    /** When the limits allow one more mail; null: at once. The windows roll: each mail counts for just an hour and a day. */
    @Nullable
    Instant freeAt(ApplicationConfigured.Limits limits, Instant now) {
        Instant hour = freeAt(limits.perAddressPerHour(), HOUR, now);
        Instant day = freeAt(limits.perAddressPerDay(), LONGEST_WINDOW, now);
        return hour == null || (day != null && day.isAfter(hour)) ? day : hour;
    }

    private @Nullable Instant freeAt(int limit, Duration window, Instant now) {
        List<Instant> counted =
                mails.stream().filter(at -> now.isBefore(at.plus(window))).toList();
        int excess = counted.size() - Math.max(1, limit);
        return excess < 0 ? null : counted.get(excess).plus(window);
    }

    Address mailed(Instant now) {
        List<Instant> more = Stream.concat(mails.stream(), Stream.of(now))
                .filter(at -> now.isBefore(at.plus(LONGEST_WINDOW)))
                .sorted()
                .toList();
        return new Address(
                version, more.subList(Math.max(0, more.size() - MOST), more.size()), lockedUntil, refusedUntil);
    }
}
