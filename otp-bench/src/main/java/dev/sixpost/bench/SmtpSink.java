package dev.sixpost.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** A relay that takes every mail, as quickly as it is told to, and hands recipient and text to the flow that waits. */
final class SmtpSink implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final byte[] EHLO = ascii("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 1048576\r\n");

    private final ServerSocket server;
    private final Duration delay;
    private final BiConsumer<String, String> received;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    /** Port 0 for a free one. */
    SmtpSink(int port, Duration delay, BiConsumer<String, String> received) throws IOException {
        this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        this.delay = delay;
        this.received = received;
        this.acceptor = Thread.ofPlatform().name("sink-accept").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofVirtual().name("sink").start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException("the sink cannot accept", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            converse(new Wire(socket.getInputStream()), new BufferedOutputStream(socket.getOutputStream(), 1_024));
        } catch (IOException e) {
            // The client went away; what it had handed over counts, the rest does not.
        } finally {
            connections.remove(socket);
        }
    }

    private void converse(Wire client, OutputStream out) throws IOException {
        String recipient = "";
        reply(client, out, ascii("220 sink\r\n"));
        for (String line = client.line(); !line.isEmpty(); line = client.line()) {
            char command = Character.toUpperCase(line.charAt(0));
            if (command == 'E' || command == 'H') {
                reply(client, out, EHLO);
            } else if (command == 'D') {
                reply(client, out, ascii("354 go on\r\n"));
                String text = text(client);
                LockSupport.parkNanos(delay.toNanos());
                received.accept(recipient, text);
                reply(client, out, ascii("250 taken\r\n"));
            } else if (command == 'Q') {
                reply(client, out, ascii("221 bye\r\n"));
                return;
            } else {
                if (line.regionMatches(true, 0, "RCPT", 0, 4)) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                }
                reply(client, out, ascii("250 fine\r\n"));
            }
        }
    }

    /** Flushed when the client has nothing more on its way: that is what PIPELINING is for. */
    private static void reply(Wire client, OutputStream out, byte[] reply) throws IOException {
        out.write(reply);
        if (client.isEmpty()) {
            out.flush();
        }
    }

    private static String text(Wire client) throws IOException {
        StringBuilder text = new StringBuilder(8_192);
        for (String line = client.line(); !line.equals("."); line = client.line()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
