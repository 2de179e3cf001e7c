package dev.sixpost.embedded.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for mail on loopback: a virtual thread per connection, and a bound on their number. */
final class SmtpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final int MAX_CONNECTIONS = 200;

    private final ServerSocket listener;
    private final MailStore store;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    private SmtpServer(ServerSocket listener, MailStore store) {
        this.listener = listener;
        this.store = store;
        this.acceptor = Thread.ofPlatform().name("inbox-smtp").daemon().start(this::accept);
    }

    static SmtpServer start(int port, MailStore store) throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            listener.close();
            throw new IOException("the inbox cannot listen on SMTP port " + port, e);
        }
        return new SmtpServer(listener, store);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (SocketException closed) {
                LOG.atDebug().log("the inbox no longer listens");
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("a connection to the inbox failed");
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        connections.add(socket);
        if (connections.size() > MAX_CONNECTIONS) {
            try (socket) {
                socket.getOutputStream()
                        .write("421 4.3.2 Too many connections\r\n".getBytes(StandardCharsets.US_ASCII));
            } finally {
                connections.remove(socket);
            }
            return;
        }
        Thread.ofVirtual().name("inbox-smtp-session").start(() -> converse(socket));
    }

    private void converse(Socket socket) {
        try (socket) {
            new SmtpSession(socket, store).run();
        } catch (EOFException | SocketException | SocketTimeoutException gone) {
            LOG.atDebug().log("an SMTP client broke off");
        } catch (IOException e) {
            LOG.atInfo().addKeyValue("reason", e.getMessage()).log("an SMTP client was cut off");
        } finally {
            connections.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
            acceptor.join(5000);
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
