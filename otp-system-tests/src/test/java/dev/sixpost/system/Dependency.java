package dev.sixpost.system;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Something the stack needs, which goes away and comes back at the same place with the same data. */
final class Dependency<T extends AutoCloseable> implements AutoCloseable {
    private final Supplier<T> start;
    private T running;

    Dependency(Supplier<T> start) {
        this.start = start;
        this.running = start.get();
    }

    T running() {
        return running;
    }

    void awayFor(Duration bound) throws InterruptedException {
        close();
        if (new CountDownLatch(1).await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody ends an outage early");
        }
        running = start.get();
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException("a dependency does not go away", e);
        }
    }
}
