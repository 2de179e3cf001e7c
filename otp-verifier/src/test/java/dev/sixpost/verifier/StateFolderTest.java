package dev.sixpost.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.life.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @TempDir
    private Path data;

    @Test
    void aCopyThatWasNotClosedInOrderIsThrownAwayAndTheIdentityStays() throws IOException {
        StateFolder folder = open("cluster");
        Optional<String> name = folder.instanceId();
        Path copy = copyIn(folder);
        Path identity = Files.writeString(folder.path().resolve("otp-verifier/identity"), "x");
        folder.close(false);

        StateFolder again = open("cluster");

        assertThat(copy).doesNotExist();
        assertThat(identity).exists();
        assertThat(again.instanceId()).isPresent().isEqualTo(name);
        again.close(true);
    }

    @Test
    void aCopyThatWasClosedInOrderIsContinuedOnce() throws IOException {
        StateFolder folder = open("cluster");
        Path copy = copyIn(folder);
        folder.close(true);

        open("cluster").close(false);
        assertThat(copy).exists();

        open("cluster").close(true);
        assertThat(copy).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5M", "PT30M", "-PT1S"})
    void aCopyThatWasClosedLongAgoIsThrownAwayBecauseWhatItMissedIsToldNoLonger(Duration away) throws IOException {
        StateFolder folder = open("cluster");
        Path copy = copyIn(folder);
        folder.close(true);

        StateFolder.open(Optional.of(data), "cluster", InstantSource.fixed(NOW.plus(away)))
                .close(true);

        assertThat(copy).doesNotExist();
    }

    @Test
    void aCopyThatWasClosedWithoutSayingWhenIsThrownAway() throws IOException {
        StateFolder folder = open("cluster");
        Path copy = copyIn(folder);
        folder.close(true);
        Files.writeString(folder.path().resolve("closed-in-order"), "");

        open("cluster").close(true);

        assertThat(copy).doesNotExist();
    }

    @Test
    void anotherClusterHasAnotherCopyAndAnotherName() throws IOException {
        StateFolder one = open("one");
        StateFolder two = open("two");

        assertThat(one.path()).isNotEqualTo(two.path());
        assertThat(one.instanceId()).isNotEqualTo(two.instanceId());
        one.close(true);
        two.close(true);
    }

    @Test
    void twoVerifiersDoNotShareAFolder() {
        StateFolder folder = open("cluster");

        assertThatThrownBy(() -> open("cluster")).isInstanceOf(StartException.class);
        folder.close(true);
    }

    @Test
    void withoutAFolderNothingStaysBehind() throws IOException {
        StateFolder folder = StateFolder.open(Optional.empty(), "cluster", InstantSource.fixed(NOW));
        copyIn(folder);

        assertThat(folder.instanceId()).isEmpty();
        folder.close(true);
        assertThat(folder.path()).doesNotExist();
    }

    private StateFolder open(String cluster) {
        return StateFolder.open(Optional.of(data), cluster, InstantSource.fixed(NOW));
    }

    private static Path copyIn(StateFolder folder) throws IOException {
        Path copy = Files.createDirectories(folder.path().resolve("otp-verifier/0_5/rocksdb"));
        Files.writeString(copy.resolve("file"), "x");
        return copy;
    }
}
