package dev.sixpost.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The product under test: {@code ./otp up} as a process of its own on fresh data, mailing to the sink. */
final class StackProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);

    private final Process process;
    final int httpPort;
    final int kafkaPort;
    private final Path cluster;

    StackProcess(Path root, Path folder, int smtpPort, int smtpConnections) throws IOException {
        httpPort = freePort();
        kafkaPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        root.resolve("otp").toString(),
                        "up",
                        "--data",
                        folder.resolve("data").toString()))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("up.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "OTP_BUILD",
                        "never",
                        "OTP_HTTP_PORT",
                        "" + httpPort,
                        "OTP_KAFKA_PORT",
                        "" + kafkaPort,
                        "OTP_POSTGRES_PORT",
                        "" + freePort(),
                        "SMTP_HOST",
                        "127.0.0.1",
                        "SMTP_PORT",
                        "" + smtpPort,
                        "SMTP_SECURITY",
                        "none",
                        "SMTP_MAX_CONNECTIONS",
                        "" + smtpConnections,
                        "SMTP_FROM_EMAIL",
                        "codes@sixpost.example"));
        cluster = folder.resolve("data/postgres/cluster");
        process = builder.start();
        awaitReady(folder);
    }

    String bootstrap() {
        return "127.0.0.1:" + kafkaPort;
    }

    Usage usage() throws IOException {
        return Usage.of(process.pid(), cluster);
    }

    private void awaitReady(Path folder) throws IOException {
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (isReady()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        process.destroyForcibly();
        throw new IOException("the stack is not ready; see " + folder.resolve("up.log"));
    }

    private boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            return new String(status, StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
