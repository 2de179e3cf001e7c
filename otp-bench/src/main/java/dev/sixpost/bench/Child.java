package dev.sixpost.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process of the stack, with what it says in a file named after it. */
final class Child implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);

    /** What the variables of the product begin with. */
    private static final List<String> OF_THE_PRODUCT = List.of("OTP_", "KAFKA_", "SMTP_", "DATABASE_");

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Child start(String name, Path folder, Map<String, String> variables, List<String> command)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        surround(builder.environment(), variables);
        return new Child(builder.start(), log);
    }

    /** Whoever runs a benchmark may have set variables for a stack in use: this one is to touch nothing of it. */
    static void surround(Map<String, String> environment, Map<String, String> variables) {
        environment.keySet().removeIf(name -> OF_THE_PRODUCT.stream().anyMatch(name::startsWith));
        environment.putAll(variables);
    }

    long pid() {
        return process.pid();
    }

    void awaitReady(BooleanSupplier ready) throws IOException {
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (ready.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IOException("the stack is not ready; see " + log);
    }

    /** Whether a service answers on that port, and that it is at work. */
    static boolean isReady(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
