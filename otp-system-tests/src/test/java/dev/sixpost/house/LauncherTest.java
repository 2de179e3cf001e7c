package dev.sixpost.house;

import static dev.sixpost.house.LauncherRoot.said;
import static dev.sixpost.house.LauncherRoot.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./otp} starts, seen by a JDK that says what it was asked for. */
class LauncherTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    private Path root;

    private LauncherRoot launcher;

    @BeforeEach
    void build() throws IOException {
        launcher = LauncherRoot.built(root, BUILT);
    }

    @Test
    void whatWasRehearsedAfterTheBuildIsUsed() throws Exception {
        written(launcher.rehearsed(), BUILT.plusSeconds(60));

        assertThat(launcher.started())
                .contains("-XX:AOTCache=" + launcher.rehearsed())
                .contains("dev.sixpost.standalone.Main");
    }

    @Test
    void whatWasRehearsedBeforeAnotherBuildIsNot() throws Exception {
        written(launcher.rehearsed(), BUILT.plusSeconds(60));
        written(launcher.jar(), BUILT.plusSeconds(120));

        assertThat(launcher.started()).doesNotContain("AOTCache").contains("dev.sixpost.standalone.Main");
    }

    @Test
    void findsTheJdkAlsoWhereThereIsNoHome() throws Exception {
        ProcessBuilder otp = launcher.otp("doctor");
        otp.environment().put("JAVA_HOME", "/nowhere");
        otp.environment().put("PATH", root.resolve("jdk/bin") + ":/usr/bin:/bin");
        otp.environment().remove("HOME");

        assertThat(said(otp)).contains("dev.sixpost.standalone.Main").doesNotContain("unbound");
    }

    @Test
    void whatATestBuiltNeedsNoOtherBuild() throws Exception {
        written(launcher.rehearsed(), BUILT.plusSeconds(60));
        launcher.source("one");
        launcher.maven("echo verifying; [ ! -e otp-standalone/target/otp.aot ] || echo rehearsed is there");

        assertThat(said(launcher.otp("test"))).contains("verifying").doesNotContain("rehearsed is there");

        assertThat(said(launcher.otp("up"))).doesNotContain("Building").contains("dev.sixpost.standalone.Main");
        launcher.source("two");
        assertThat(said(launcher.otp("up"))).contains("Building");
    }

    @Test
    void whatATestBuiltFromOtherSourcesIsBuiltAgain() throws Exception {
        launcher.source("one");
        launcher.maven("echo built");
        assertThat(said(launcher.otp("up"))).contains("Building");
        launcher.source("two");
        said(launcher.otp("test", "-pl", "otp-kit"));
        launcher.source("one");

        assertThat(said(launcher.otp("up"))).contains("Building");
    }

    @Test
    void whatATestBuiltInPartOrNotToTheEndIsBuiltAgain() throws Exception {
        launcher.source("one");
        launcher.maven("exit 0");
        said(launcher.otp("test", "-pl", "otp-kit"));
        assertThat(said(launcher.otp("up"))).contains("Building");

        launcher.maven("case $* in *verify*) exit 1 ;; esac");
        said(launcher.otp("test"));
        assertThat(said(launcher.otp("up"))).contains("Building");
    }

    @Test
    void whatChangesWhileATestRunsIsBuiltAgain() throws Exception {
        launcher.source("one");
        launcher.maven("echo two >otp-kit/Source.java");
        said(launcher.otp("test"));

        assertThat(said(launcher.otp("up"))).contains("Building");
    }

    @Test
    void upRunsACopyOfTheLastBuildAlsoOfTheSameSources() throws Exception {
        launcher.source("one");
        launcher.maven("echo first >" + launcher.jar());
        said(launcher.otp("up"));
        launcher.maven("echo second >" + launcher.jar());
        said(launcher.otp("test"));

        assertThat(said(launcher.otp("up"))).doesNotContain("Building");

        try (Stream<Path> copies = Files.walk(root.resolve("otp-standalone/target/runs"))) {
            assertThat(copies.filter(file -> file.endsWith(launcher.jar().getFileName())))
                    .anySatisfy(copy -> assertThat(copy).hasContent("second"));
        }
    }
}
