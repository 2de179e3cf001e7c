package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Another language's consumer: kcat, over librdkafka. Where it is not installed the test is skipped and says so. */
final class Kcat {
    private static final Path BINARY = Path.of("/usr/bin/kcat");

    private Kcat() {}

    /** A line for each record committed by now: its headers and its value. */
    static List<String> lines(String kafka, String topic) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(BINARY), "kcat is not installed");
        Path output = Files.createTempFile("kcat", ".out");
        Process kcat = new ProcessBuilder(
                        BINARY.toString(),
                        "-C",
                        "-b",
                        kafka,
                        "-t",
                        topic,
                        "-o",
                        "beginning",
                        "-X",
                        "isolation.level=read_committed",
                        "-q",
                        "-e",
                        "-f",
                        "%h %s\n")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(kcat.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return Files.readAllLines(output, StandardCharsets.UTF_8);
        } finally {
            kcat.destroyForcibly();
            Files.delete(output);
        }
    }
}
