package dev.sixpost.gateway.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The server's context of a connection, with a reader that tells {@link Connection} what arrives. */
final class TimedContext implements ConnectionContext {
    private static final int MAX_DRAINED_BYTES = 1024 * 1024;

    private final ConnectionContext context;
    private final Connection connection;
    private final DataReader reader;

    TimedContext(ConnectionContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
        this.reader = DataReader.create(this::read);
    }

    /** Null at the end of what the peer sends, as the reader wants it. */
    @SuppressWarnings("NullAway") // The reader's supplier is allowed to answer null; its library has no annotations.
    private byte[] read() {
        byte[] bytes = next();
        if (bytes == null) {
            connection.ended();
            return null;
        }
        connection.received(bytes);
        if (connection.isTooLong()) {
            throw new CloseConnectionException("request too long");
        }
        return bytes;
    }

    /** Takes in what the peer still sends and forgets it: up to a bound, while the connection is let live. */
    void drain() {
        connection.enter(Connection.Phase.DRAINING);
        int drained = 0;
        while (drained < MAX_DRAINED_BYTES) {
            byte[] bytes = next();
            if (bytes == null) {
                return;
            }
            drained += bytes.length;
        }
    }

    private byte @Nullable [] next() {
        try {
            return context.serverSocket().get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("connection closed", e);
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return context.dataWriter();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
