package dev.sixpost.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server that takes no mail: who is called {@code later} shall come back later, nobody else exists. */
final class RefusingServer implements AutoCloseable {
    private final ServerSocket listening;

    RefusingServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("refusing-server").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                client.setSoTimeout(30_000);
                Thread.ofVirtual().name("refusing-server-talk").start(() -> talk(client));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void talk(Socket client) {
        try (client;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 refusing.example ESMTP");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(client, reply(line.toLowerCase(Locale.ROOT)));
                if (line.regionMatches(true, 0, "QUIT", 0, 4)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The mailer may leave whenever it likes.
        }
    }

    private static String reply(String line) {
        if (line.startsWith("rcpt to:<later")) {
            return "451 4.7.1 greylisted, come back later";
        }
        return line.startsWith("rcpt")
                ? "550 5.1.1 no such mailbox"
                : line.startsWith("data") ? "503 5.5.1 no" : "250 fine";
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
