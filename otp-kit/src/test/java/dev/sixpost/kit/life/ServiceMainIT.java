package dev.sixpost.kit.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a real process. */
final class ServiceMainIT {
    private static final Pattern PORT = Pattern.compile("\"ops\":(\\d+)");
    private static final Duration BOUND = Duration.ofSeconds(40);

    @TempDir
    Path dir;

    private @Nullable Process process;

    @AfterEach
    void endWhatIsLeft() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndTheStatusIs78() throws Exception {
        assertThat(run(Map.of("SMTP_PORT", "secret-port", "OTP_OPS_PORT", "-1", "BEHAVIOUR", "trips")))
                .isEqualTo(78);
        assertThat(err().lines())
                .containsExactly(
                        "BEHAVIOUR trips the wiring",
                        "OTP_OPS_PORT is not a whole number from 0 to 65535",
                        "SMTP_PORT is not a whole number from 1 to 65535");
        assertThat(out()).doesNotContain("secret-port");
    }

    @Test
    void whatIsNotThereIsSaidAndTheStatusIs69() throws Exception {
        assertThat(run(Map.of("BEHAVIOUR", "unavailable"))).isEqualTo(69);
        assertThat(err()).contains("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void anotherFailureIsLoggedWithoutAddressesAndTheStatusIs70() throws Exception {
        assertThat(run(Map.of("BEHAVIOUR", "broken"))).isEqualTo(70);
        assertThat(err()).contains("IllegalStateException").doesNotContain("canary");
        assertThat(out()).contains("[address] is broken").doesNotContain("canary");
    }

    @Test
    void sigtermEndsItInOrder() throws Exception {
        Process started = start(Map.of());
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/health/ready"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        started.destroy();

        assertThat(started.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(out()).contains("everything in flight is finished").contains("service stopped");
    }

    @Test
    void aServiceThatDoesNotEndIsLeftWithin25Seconds() throws Exception {
        Process started = start(Map.of("BEHAVIOUR", "hangs"));
        assertThat(port()).isPositive();
        long begun = System.nanoTime();

        started.destroy();

        assertThat(started.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(26));
        assertThat(out()).contains("does not end in time");
    }

    private int run(Map<String, String> environment) throws Exception {
        Process started = start(environment);
        assertThat(started.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestService.class.getName());
        builder.environment().put("OTP_OPS_PORT", "0");
        builder.environment().putAll(environment);
        builder.redirectOutput(dir.resolve("out").toFile());
        builder.redirectError(dir.resolve("err").toFile());
        Process started = builder.start();
        process = started;
        return started;
    }

    private int port() throws IOException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher matcher = PORT.matcher(out());
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("the service has not started: " + out() + err());
    }

    private String out() throws IOException {
        return Files.readString(dir.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(dir.resolve("err"));
    }
}
