package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./otp} starts, seen by a JDK that says what it was asked for. */
class LauncherTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    private Path root;

    private Path jar;
    private Path rehearsed;

    @BeforeEach
    void build() throws IOException {
        Path target = root.resolve("otp-standalone/target");
        Files.createDirectories(target.resolve("lib"));
        jar = target.resolve("lib/otp-issuer-1.jar");
        rehearsed = target.resolve("otp.aot");
        written(target.resolve("otp-standalone-1.jar"), BUILT);
        written(jar, BUILT);
        Files.copy(SourceFiles.root().resolve("otp"), root.resolve("otp"));
        Path bin = Files.createDirectories(root.resolve("jdk/bin"));
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.writeString(bin.resolve("javac"), "#!/bin/sh\n");
        assertThat(bin.resolve("java").toFile().setExecutable(true)).isTrue();
        assertThat(bin.resolve("javac").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void whatWasRehearsedAfterTheBuildIsUsed() throws Exception {
        written(rehearsed, BUILT.plusSeconds(60));

        assertThat(started()).contains("-XX:AOTCache=" + rehearsed).contains("dev.sixpost.standalone.Main");
    }

    @Test
    void whatWasRehearsedBeforeAnotherBuildIsNot() throws Exception {
        written(rehearsed, BUILT.plusSeconds(60));
        written(jar, BUILT.plusSeconds(120));

        assertThat(started()).doesNotContain("AOTCache").contains("dev.sixpost.standalone.Main");
    }

    private static void written(Path file, Instant when) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    private String started() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("otp").toString(), "doctor").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("OTP_BUILD", "never");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
