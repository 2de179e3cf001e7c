package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes one socket to a peer, and can cut the last one off from another thread. */
final class RelaySockets extends SocketFactory {
    private final Watchdog watchdog;
    private volatile @Nullable BoundedSocket socket;

    RelaySockets(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** The next one that is made connects there. */
    void to(InetAddress peer) {
        socket = new BoundedSocket(watchdog, peer);
    }

    @Override
    public Socket createSocket() {
        BoundedSocket made = socket;
        if (made == null) {
            throw new IllegalStateException("to nobody");
        }
        return made;
    }

    /** How long the peer may say nothing from now on. */
    void patience(Duration silence) {
        BoundedSocket made = socket;
        if (made != null) {
            made.setSoTimeout(Math.toIntExact(silence.toMillis()));
        }
    }

    void cutOff() throws IOException {
        BoundedSocket made = socket;
        if (made != null) {
            made.cutOff();
        }
    }

    boolean isCutOff() {
        BoundedSocket made = socket;
        return made != null && made.isCutOff();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("connects by itself");
    }
}
