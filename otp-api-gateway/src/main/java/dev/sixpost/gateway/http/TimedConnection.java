package dev.sixpost.gateway.http;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** A connection of the server, known to {@link Connections} while it lives. */
final class TimedConnection implements ServerConnection {
    private final ServerConnection http1;
    private final Connection connection;
    private final Connections connections;
    private final TimedContext context;

    TimedConnection(ServerConnection http1, Connection connection, Connections connections, TimedContext context) {
        this.http1 = http1;
        this.connection = connection;
        this.connections = connections;
        this.context = context;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            serve(limit);
            if (connection.leftUnread()) {
                context.drain();
            }
        } finally {
            connections.gone(connection);
        }
    }

    private void serve(Limit limit) throws InterruptedException {
        try {
            ScopedValue.where(Connection.CURRENT, connection).call(() -> {
                http1.handle(limit);
                return connection;
            });
        } catch (CloseConnectionException e) {
            if (!connection.leftUnread()) {
                throw e;
            }
        }
    }

    @Override
    public Duration idleTime() {
        return http1.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        http1.close(interrupt);
    }
}
