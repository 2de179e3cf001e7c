package dev.sixpost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code ./otp up} starts, as a process of its own; killed, stopped and started again on the same data. */
final class Stack implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("sixpost.root"));
    private static final Duration DEFINITELY_TOO_SLOW = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final Path folder;
    private final Ports ports;
    private final Map<String, String> environment;
    private URI inbox;
    private Process process;

    private Stack(Path folder, Ports ports, Map<String, String> environment) {
        this.folder = folder;
        this.ports = ports;
        this.environment = environment;
        this.inbox = URI.create("http://127.0.0.1:" + ports.inboxHttp());
        this.process = start();
    }

    /** Ready when this returns. */
    static Stack up(Path folder) {
        return up(folder, Map.of());
    }

    static Stack up(Path folder, Map<String, String> environment) {
        return new Stack(folder, Ports.free(), environment);
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + ports.http());
    }

    URI inbox() {
        return inbox;
    }

    /** Where the mails are when the stack does not run the inbox itself. */
    Stack withInbox(URI elsewhere) {
        inbox = elsewhere;
        return this;
    }

    String kafka() {
        return environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("up.log");
    }

    /** As {@code kill -9}: the process and nothing else; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        await(process, STOP);
    }

    /** As Ctrl-C. */
    void stop() {
        process.destroy();
        await(process, STOP);
    }

    void upAgain() {
        process = start();
    }

    int exitValue() {
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private Process start() {
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(
                            List.of(ROOT.resolve("otp").toString(), "up", "--data", data().toString()))
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            Map<String, String> given = new HashMap<>(ports.environment());
            given.putAll(environment);
            given.put("OTP_BUILD", "never");
            builder.environment().putAll(given);
            Process started = builder.start();
            Http.awaitOk(gateway().resolve("/health/ready"), started, DEFINITELY_TOO_SLOW, log());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the stack did not stop within " + bound);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
