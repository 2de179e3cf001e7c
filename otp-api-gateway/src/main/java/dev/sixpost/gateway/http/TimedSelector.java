package dev.sixpost.gateway.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** HTTP/1.1 over connections that are counted and timed: the server's own timeouts start anew with every byte. */
final class TimedSelector implements ServerConnectionSelector {
    private final Http1ConnectionSelector http1;
    private final Connections connections;

    TimedSelector(Http1ConnectionSelector http1, Connections connections) {
        this.http1 = http1;
        this.connections = connections;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Connection connection = connections.opened(context.serverSocket());
        TimedContext timed = new TimedContext(context, connection);
        return new TimedConnection(http1.connection(timed), connection, connections, timed);
    }
}
