package dev.sixpost.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** For tests: a service in a process of its own, to be killed, paused and stopped. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final Process process;
    private final int opsPort;

    private ServiceProcess(Process process, int opsPort) {
        this.process = process;
        this.opsPort = opsPort;
    }

    /** With the class path of the tests; what it keeps and what it says is below {@code folder}. */
    public static ServiceProcess start(Class<?> main, Map<String, String> variables, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        builder.environment().putAll(variables);
        builder.environment().put("OTP_DATA", folder.toString());
        int opsPort = Ports.free();
        builder.environment().put("OTP_OPS_PORT", Integer.toString(opsPort));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        return new ServiceProcess(builder.start(), opsPort);
    }

    /** At work when this returns. */
    public void awaitReady() throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + READY.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isOk(client, ready)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the service is not ready within " + READY);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static boolean isOk(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** STOP pauses it in the middle of whatever it does, CONT lets it go on. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new AssertionError("the signal was not sent");
        }
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not die");
        }
    }

    /** As SIGTERM. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(25, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
