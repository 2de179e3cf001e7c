package dev.sixpost.verifier;

import dev.sixpost.embedded.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The verifier in a process of its own, to be killed. */
final class VerifierProcess implements AutoCloseable {
    private final Process process;

    private VerifierProcess(Process process) {
        this.process = process;
    }

    static VerifierProcess start(Map<String, String> variables, Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                VerifierMain.class.getName()));
        builder.environment().putAll(variables);
        builder.environment().put("OTP_DATA", data.toString());
        builder.environment().put("OTP_OPS_PORT", Integer.toString(Ports.free()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolve("log").toFile()));
        return new VerifierProcess(builder.start());
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not die");
        }
    }

    /** As SIGTERM. */
    int stop() throws InterruptedException {
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
