package dev.sixpost.mailer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Watches how long this process stood still at a time. */
final class Stall implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(50);

    private final AtomicLong longestNanos = new AtomicLong();
    private final Thread watch = Thread.ofPlatform().daemon().name("stall").unstarted(this::tick);
    private volatile boolean closed;

    private Stall() {}

    static Stall watch() {
        Stall stall = new Stall();
        stall.watch.start();
        return stall;
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    private void tick() {
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK.toNanos());
            long now = System.nanoTime();
            longestNanos.accumulateAndGet(now - last, Math::max);
            last = now;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
