package dev.sixpost.system;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Another instance of a stack's gateway, as a process of its own: it shares Kafka and the keys with the first, nothing else. */
final class SecondGateway implements AutoCloseable {
    private static final Duration DEFINITELY_TOO_SLOW = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final URI uri;
    private final Process process;

    private SecondGateway(URI uri, Process process) {
        this.uri = uri;
        this.process = process;
    }

    /** Ready when this returns. */
    static SecondGateway of(Stack stack, Path log) throws IOException {
        Ports ports = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--class-path",
                        System.getProperty("java.class.path"),
                        "dev.sixpost.gateway.GatewayMain")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", stack.kafka());
        builder.environment().put("OTP_KEYS_FILE", stack.data().resolve("keys").toString());
        builder.environment().put("OTP_HTTP_PORT", "" + ports.http());
        builder.environment().put("OTP_OPS_PORT", "" + ports.inboxHttp());
        URI uri = URI.create("http://127.0.0.1:" + ports.http());
        URI ready = URI.create("http://127.0.0.1:" + ports.inboxHttp() + "/health/ready");
        Process process = builder.start();
        Http.awaitOk(ready, process, DEFINITELY_TOO_SLOW, log);
        return new SecondGateway(uri, process);
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
