package dev.sixpost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Free ports on loopback for one stack; kept over its restarts. */
record Ports(int http, int kafka, int postgres, int inboxSmtp, int inboxHttp) {

    static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::release);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "OTP_HTTP_PORT", "" + http,
                "OTP_KAFKA_PORT", "" + kafka,
                "OTP_POSTGRES_PORT", "" + postgres,
                "OTP_INBOX_SMTP_PORT", "" + inboxSmtp,
                "OTP_INBOX_HTTP_PORT", "" + inboxHttp);
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
