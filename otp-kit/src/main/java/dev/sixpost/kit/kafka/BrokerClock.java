package dev.sixpost.kit.kafka;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What time it is at the broker, from timestamps the broker gave and the local monotonic clock; the local wall clock has
 * no say once the first one has been {@link #learned}. Behind the broker by the shortest answer of the last minute, and
 * ahead of it by no more than the drift since the last one. Safe for many threads.
 */
public final class BrokerClock {
    private static final long WINDOW_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final long NONE = Long.MIN_VALUE;

    private final LongSupplier monotonicMillis;
    private final LongSupplier wallMillis;

    /** Broker time minus monotonic time: the largest seen in this window and in the one before. */
    private long present = NONE;

    private long past = NONE;
    private long windowStart;
    private boolean learned;

    public BrokerClock() {
        this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), System::currentTimeMillis);
    }

    BrokerClock(LongSupplier monotonicMillis, LongSupplier wallMillis) {
        this.monotonicMillis = monotonicMillis;
        this.wallMillis = wallMillis;
        this.windowStart = monotonicMillis.getAsLong();
    }

    /** The timestamp of an acknowledgement or another answer given just now: the broker's time, a moment ago. */
    public synchronized void acknowledged(long brokerTimestampMillis) {
        long now = monotonicMillis.getAsLong();
        if (!learned) {
            learned = true;
            present = NONE;
            past = NONE;
            windowStart = now;
        }
        if (now - windowStart >= WINDOW_MILLIS) {
            past = now - windowStart >= 2 * WINDOW_MILLIS ? NONE : present;
            present = NONE;
            windowStart = now;
        }
        present = Math.max(present, brokerTimestampMillis - now);
    }

    /** The timestamp of a record that was polled, however old: the broker's time is not before it. */
    public synchronized void observe(long brokerTimestampMillis) {
        long offset = brokerTimestampMillis - monotonicMillis.getAsLong();
        if (offset > Math.max(present, past)) {
            present = offset;
        }
    }

    public synchronized Instant now() {
        long monotonic = monotonicMillis.getAsLong();
        long offset = Math.max(present, past);
        if (learned) {
            return Instant.ofEpochMilli(monotonic + offset);
        }
        long wall = wallMillis.getAsLong();
        return Instant.ofEpochMilli(offset == NONE ? wall : Math.max(wall, monotonic + offset));
    }

    /** Whether the broker has been heard; until then the local wall clock stands in. */
    public synchronized boolean learned() {
        return learned;
    }
}
