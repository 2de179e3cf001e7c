package dev.sixpost.house;

import static dev.sixpost.house.LauncherRoot.said;
import static dev.sixpost.house.LauncherRoot.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With what {@code ./otp} starts a JVM, and when it does not. */
class LauncherStartTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    private Path root;

    private LauncherRoot launcher;

    @BeforeEach
    void build() throws IOException {
        launcher = LauncherRoot.built(root, BUILT);
    }

    @Test
    void whatAnotherVersionLeftIsNotRun() throws Exception {
        written(launcher.target().resolve("otp-standalone-0.jar"), BUILT);

        assertThat(launcher.started()).contains("/otp-standalone.jar:").doesNotContain("otp-standalone-0.jar");
    }

    @Test
    void theJvmReadsNamesOfFilesAsUtf8WhateverTheLocale() throws Exception {
        Path real = Path.of(System.getProperty("java.home"), "bin", "java");
        launcher.java("exec '" + real + "' -XshowSettings:properties -version");
        ProcessBuilder otp = launcher.otp("doctor");
        otp.environment().put("LC_ALL", "C");

        assertThat(said(otp)).contains("sun.jnu.encoding = UTF-8");
    }

    @Test
    void whoDoesNotWantABuildIsToldThatThereIsNone() throws Exception {
        ProcessBuilder bench = launcher.otp("bench");
        bench.environment().put("OTP_BUILD", "never");
        Files.delete(launcher.target().resolve("otp-standalone.jar"));
        ProcessBuilder up = launcher.otp("up");
        up.environment().put("OTP_BUILD", "never");

        assertThat(said(bench)).isEqualTo("Nothing is built yet; ./otp bench builds it.\n");
        assertThat(said(up)).isEqualTo("Nothing is built yet; ./otp up builds it.\n");
    }

    @Test
    void whoEndsTheRehearsalStartsNothingAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        Path rehearsing = root.resolve("rehearsing");
        assertThat(new ProcessBuilder("mkfifo", rehearsing.toString()).start().waitFor())
                .isZero();
        launcher.source("one");
        launcher.maven("exit 0");
        launcher.java(
                "case $* in *AOTCacheOutput*) echo $$ >" + rehearsing + "; exec sleep 60 ;; *) echo started ;; esac");
        ProcessBuilder up = launcher.otp("up");
        up.environment().put("TMPDIR", temporary.toString());

        Process otp = up.start();
        long rehearsal = Long.parseLong(Files.readString(rehearsing).strip());
        otp.toHandle().destroy();

        assertThat(new String(otp.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Rehearsing")
                .doesNotContain("started");
        assertThat(otp.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(otp.exitValue()).isEqualTo(130);
        assertThat(ProcessHandle.of(rehearsal).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }
}
