package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    @Test
    void findsTheJdkAlsoWhereThereIsNoHome() throws Exception {
        ProcessBuilder otp = otp("doctor");
        otp.environment().put("JAVA_HOME", "/nowhere");
        otp.environment().put("PATH", root.resolve("jdk/bin") + ":/usr/bin:/bin");
        otp.environment().remove("HOME");

        assertThat(said(otp)).contains("dev.sixpost.standalone.Main").doesNotContain("unbound");
    }

    @Test
    void whatATestBuiltNeedsNoOtherBuild() throws Exception {
        written(rehearsed, BUILT.plusSeconds(60));
        source("one");
        maven("echo verifying; [ ! -e otp-standalone/target/otp.aot ] || echo rehearsed is there");

        assertThat(said(otp("test"))).contains("verifying").doesNotContain("rehearsed is there");

        assertThat(said(otp("up"))).doesNotContain("Building").contains("dev.sixpost.standalone.Main");
        source("two");
        assertThat(said(otp("up"))).contains("Building");
    }

    @Test
    void whatATestBuiltFromOtherSourcesIsBuiltAgain() throws Exception {
        source("one");
        maven("echo built");
        assertThat(said(otp("up"))).contains("Building");
        source("two");
        said(otp("test", "-pl", "otp-kit"));
        source("one");

        assertThat(said(otp("up"))).contains("Building");
    }

    @Test
    void whatATestBuiltInPartOrNotToTheEndIsBuiltAgain() throws Exception {
        source("one");
        maven("exit 0");
        said(otp("test", "-pl", "otp-kit"));
        assertThat(said(otp("up"))).contains("Building");

        maven("case $* in *verify*) exit 1 ;; esac");
        said(otp("test"));
        assertThat(said(otp("up"))).contains("Building");
    }

    @Test
    void whatChangesWhileATestRunsIsBuiltAgain() throws Exception {
        source("one");
        maven("echo two >otp-kit/Source.java");
        said(otp("test"));

        assertThat(said(otp("up"))).contains("Building");
    }

    @Test
    void upRunsACopyOfTheLastBuildAlsoOfTheSameSources() throws Exception {
        source("one");
        maven("echo first >" + jar);
        said(otp("up"));
        maven("echo second >" + jar);
        said(otp("test"));

        assertThat(said(otp("up"))).doesNotContain("Building");

        try (Stream<Path> copies = Files.walk(root.resolve("otp-standalone/target/runs"))) {
            assertThat(copies.filter(file -> file.endsWith(jar.getFileName())))
                    .anySatisfy(copy -> assertThat(copy).hasContent("second"));
        }
    }

    private void source(String text) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("schemas"));
        Files.writeString(Files.createDirectories(root.resolve("otp-kit")).resolve("Source.java"), text);
    }

    /** A Maven that does this alone. */
    private void maven(String script) throws IOException {
        Path maven = root.resolve("jdk/bin/mvn");
        Files.writeString(maven, "#!/bin/sh\n" + script + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private static void written(Path file, Instant when) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    private String started() throws IOException, InterruptedException {
        ProcessBuilder otp = otp("doctor");
        otp.environment().put("OTP_BUILD", "never");
        return said(otp);
    }

    private ProcessBuilder otp(String... typed) {
        List<String> command = new ArrayList<>(List.of(root.resolve("otp").toString()));
        command.addAll(List.of(typed));
        ProcessBuilder otp = new ProcessBuilder(command).redirectErrorStream(true);
        otp.environment().remove("OTP_BUILD");
        otp.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        otp.environment().merge("PATH", root.resolve("jdk/bin") + ":", (path, first) -> first + path);
        return otp;
    }

    private static String said(ProcessBuilder otp) throws IOException, InterruptedException {
        Process process = otp.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
