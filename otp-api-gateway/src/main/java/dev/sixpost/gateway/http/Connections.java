package dev.sixpost.gateway.http;

import io.helidon.common.socket.HelidonSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The open connections: at most so many, none longer in a phase than it may be. At the cap one that owes the next byte makes
 * room, of the network that has the most of such, so that whoever opens many keeps nobody else out.
 */
final class Connections implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMillis(250);

    /** Between two requests first, where nothing is lost by it, and whoever has taken the longest first. */
    private static final Comparator<Connection> DISPENSABLE =
            Comparator.comparing(Connection::isBetweenRequests).thenComparingLong(Connection::phaseNanos);

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
            dispensable().ifPresent(this::evict);
        }
        open.add(connection);
        return connection;
    }

    private Optional<Connection> dispensable() {
        Map<String, List<Connection>> byNetwork =
                open.stream().filter(Connection::owesBytes).collect(Collectors.groupingBy(Connection::network));
        return byNetwork.values().stream()
                .max(Comparator.comparingInt(List::size))
                .flatMap(connections -> connections.stream().max(DISPENSABLE));
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
