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

/** A folder with {@code ./otp} in it, something built, and a JDK and a Maven that do what a test says. */
record LauncherRoot(Path root) {

    /** Its JDK says what it was asked for. */
    static LauncherRoot built(Path root, Instant when) throws IOException {
        LauncherRoot launcher = new LauncherRoot(root);
        Files.createDirectories(launcher.target().resolve("lib"));
        written(launcher.target().resolve("otp-standalone.jar"), when);
        written(launcher.jar(), when);
        Files.copy(SourceFiles.root().resolve("otp"), root.resolve("otp"));
        Files.createDirectories(root.resolve("jdk/bin"));
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        launcher.java("printf '%s\\n' \"$@\"");
        launcher.script("javac", "");
        return launcher;
    }

    Path target() {
        return root.resolve("otp-standalone/target");
    }

    /** One of the libraries. */
    Path jar() {
        return target().resolve("lib/otp-issuer-1.jar");
    }

    Path rehearsed() {
        return target().resolve("otp.aot");
    }

    void java(String script) throws IOException {
        script("java", script);
    }

    private void script(String name, String text) throws IOException {
        Path script = root.resolve("jdk/bin").resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    void source(String text) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("schemas"));
        Files.writeString(Files.createDirectories(root.resolve("otp-kit")).resolve("Source.java"), text);
    }

    /** A Maven that does this alone. */
    void maven(String script) throws IOException {
        script("mvn", script);
    }

    static void written(Path file, Instant when) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    String started() throws IOException, InterruptedException {
        ProcessBuilder otp = otp("doctor");
        otp.environment().put("OTP_BUILD", "never");
        return said(otp);
    }

    ProcessBuilder otp(String... typed) {
        List<String> command = new ArrayList<>(List.of(root.resolve("otp").toString()));
        command.addAll(List.of(typed));
        ProcessBuilder otp = new ProcessBuilder(command).redirectErrorStream(true);
        otp.environment().remove("OTP_BUILD");
        otp.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        otp.environment().merge("PATH", root.resolve("jdk/bin") + ":", (path, first) -> first + path);
        return otp;
    }

    static String said(ProcessBuilder otp) throws IOException, InterruptedException {
        Process process = otp.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
