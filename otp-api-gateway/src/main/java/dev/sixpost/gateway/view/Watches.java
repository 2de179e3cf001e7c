package dev.sixpost.gateway.view;

import dev.sixpost.kit.life.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who wants to know when something about an id changes. Bounded by those who watch, each of whom holds a connection. */
public final class Watches implements AutoCloseable {
    private final Map<String, Set<Watch>> byId = new ConcurrentHashMap<>();

    private final Watchdog watchdog;
    private volatile boolean closed;

    public Watches(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    public Watch on(List<String> ids) {
        Watch watch = new Watch(ids);
        for (String id : ids) {
            byId.compute(id, (key, watching) -> {
                Set<Watch> all = watching == null ? ConcurrentHashMap.newKeySet() : watching;
                all.add(watch);
                return all;
            });
        }
        if (closed) {
            watch.wake();
        }
        return watch;
    }

    /** Whether whoever would watch for as long as it takes is to leave. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends each wait, once. */
    @Override
    public void close() {
        closed = true;
        byId.values().forEach(watching -> watching.forEach(Watch::wake));
    }

    void changed(String id) {
        Set<Watch> watching = byId.get(id);
        if (watching != null) {
            watching.forEach(Watch::wake);
        }
    }

    /** To be closed by whoever watches. */
    public final class Watch implements AutoCloseable {
        private final List<String> ids;
        private final Bell bell = new Bell(watchdog);

        private Watch(List<String> ids) {
            this.ids = ids;
        }

        /** Returns when something has changed since the last call, when it was woken, or when the time is up. */
        public void await(Duration patience) throws InterruptedException {
            bell.await(patience);
        }

        /** Ends the wait, or the next one. */
        public void wake() {
            bell.ring();
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
