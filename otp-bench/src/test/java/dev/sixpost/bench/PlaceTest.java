package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.embedded.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    private static final List<String> SLEEP = List.of("sleep", "60");

    @Test
    void takesItsProcessesAndDataAlongAndLeavesWhatTheySaid() throws Exception {
        Place place = Place.of(Options.parse());
        Child child = place.start("child", Map.of(), SLEEP);

        place.close();

        assertThat(isAlive(child.pid())).isFalse();
        assertThat(place.data()).doesNotExist();
        assertThat(place.folder().resolve("child.log")).exists();
        assertThatThrownBy(() -> place.start("late", Map.of(), SLEEP)).isInstanceOf(IOException.class);
        Folders.delete(place.folder());
    }

    @Test
    void leavesDataThatItWasToldToKeep(@TempDir Path data) throws Exception {
        Place place = Place.of(Options.parse("--data", data.toString()));
        Files.writeString(data.resolve("kept"), "");

        place.close();

        assertThat(data.resolve("kept")).exists();
        Folders.delete(place.folder());
    }

    @Test
    void anInterruptedBenchmarkLeavesNeitherProcessesNorData() throws Exception {
        Process benchmark = new ProcessBuilder(
                        Service.java(), "-cp", System.getProperty("java.class.path"), Benchmark.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = benchmark.inputReader(StandardCharsets.UTF_8)) {
            Path folder = Path.of(said.readLine());
            long child = Long.parseLong(said.readLine());

            benchmark.destroy();

            assertThat(benchmark.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(isAlive(child)).isFalse();
            assertThat(folder.resolve("data")).doesNotExist();
            Folders.delete(folder);
        } finally {
            benchmark.destroyForcibly();
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
