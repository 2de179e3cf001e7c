package dev.sixpost.gateway.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who wants to know when something about an id changes. Bounded by those who watch, each of whom holds a connection. */
public final class Watches {
    private final Map<String, Set<Watch>> byId = new ConcurrentHashMap<>();

    public Watch on(List<String> ids) {
        Watch watch = new Watch(ids);
        for (String id : ids) {
            byId.compute(id, (key, watching) -> {
                Set<Watch> all = watching == null ? ConcurrentHashMap.newKeySet() : watching;
                all.add(watch);
                return all;
            });
        }
        return watch;
    }

    void changed(String id) {
        Set<Watch> watching = byId.get(id);
        if (watching != null) {
            watching.forEach(Watch::signal);
        }
    }

    /** To be closed by whoever watches. */
    public final class Watch implements AutoCloseable {
        private final List<String> ids;
        private final Semaphore changes = new Semaphore(0);

        private Watch(List<String> ids) {
            this.ids = ids;
        }

        /** Returns when something has changed since the last call, or the time is up. */
        public void await(Duration patience) throws InterruptedException {
            if (changes.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS)) {
                changes.drainPermits();
            }
        }

        private void signal() {
            if (changes.availablePermits() == 0) {
                changes.release();
            }
        }

        @Override
        public void close() {
            for (String id : ids) {
                byId.computeIfPresent(id, (key, watching) -> {
                    watching.remove(this);
                    return watching.isEmpty() ? null : watching;
                });
            }
        }
    }
}
