package dev.sixpost.gateway.http;

import io.helidon.common.socket.HelidonSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The open connections: at most so many, none longer in a phase than it may be. At the cap the one that has been idle
 * longest makes room, so that idle connections never keep a new client out.
 */
final class Connections implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMillis(250);

    private final int max;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-connections").factory());

    Connections(int max) {
        this.max = max;
    }

    void start() {
        Future<?> sweeping =
                sweeper.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        if (sweeping.isDone()) {
            throw new IllegalStateException("the sweeper does not run");
        }
    }

    Connection opened(HelidonSocket socket) {
        Connection connection = new Connection(socket, System::nanoTime);
        if (open.size() >= max) {
            open.stream()
                    .filter(Connection::isIdle)
                    .max(Comparator.comparingLong(Connection::phaseNanos))
                    .ifPresent(this::evict);
        }
        open.add(connection);
        return connection;
    }

    void gone(Connection connection) {
        open.remove(connection);
    }

    int count() {
        return open.size();
    }

    /** Ends event streams, which would not end by themselves, and idle connections; requests in progress go on. */
    void endIdle() {
        open.stream().filter(c -> c.isIdle() || c.isStreaming()).forEach(this::evict);
    }

    private void sweep() {
        open.stream().filter(Connection::isOverdue).forEach(this::evict);
    }

    private void evict(Connection connection) {
        open.remove(connection);
        connection.close();
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
