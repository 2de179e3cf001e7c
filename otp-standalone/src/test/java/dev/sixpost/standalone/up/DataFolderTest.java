package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.standalone.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void keepsKeysAndTokenForItsOwnerAlone() throws Exception {
        String keys;
        String token;
        try (DataFolder data = open(false)) {
            keys = data.keys();
            token = data.adminToken();
            assertThat(Keys.parse(keys).all()).hasSize(1);
            assertThat(token).hasSizeGreaterThan(40);
        }
        for (String secret : new String[] {"keys", "admin-token"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("data").resolve(secret)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (DataFolder data = open(false)) {
            assertThat(data.keys()).isEqualTo(keys);
            assertThat(data.adminToken()).isEqualTo(token);
        }
    }

    @Test
    void whatItHoldsIsPrivateAlsoInAFolderThatIsNot() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("data"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(shared.resolve("kafka"));
        try (DataFolder data = open(false)) {
            for (Path part : List.of(data.kafka(), data.postgres(), data.inbox(), data.state())) {
                assertThat(Files.getPosixFilePermissions(part))
                        .as(part.toString())
                        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            }
        }
        assertThat(Files.getPosixFilePermissions(shared)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void isForOneProcessAtATime() {
        try (DataFolder _ = open(false)) {
            assertThatThrownBy(() -> open(true)).isInstanceOf(Failure.class).hasMessageContaining("Another ./otp up");
        }
        open(false).close();
    }

    @Test
    void startsEmptyWhereAskedToAndLeavesWhatIsNotItsOwn() throws Exception {
        String keys;
        try (DataFolder data = open(false)) {
            keys = data.keys();
            Files.createDirectories(data.inbox());
            Files.writeString(data.inbox().resolve("mail"), "x");
            Files.writeString(data.path().resolve("somebody-elses"), "x");
        }
        try (DataFolder data = open(true)) {
            assertThat(data.keys()).isNotEqualTo(keys);
            assertThat(data.inbox()).isEmptyDirectory();
            assertThat(data.path().resolve("somebody-elses")).exists();
        }
    }

    @Test
    void clearsNoFolderThatNoStackWasIn() throws Exception {
        Path project = Files.createDirectories(folder.resolve("data"));
        Path theirs = Files.createDirectories(project.resolve("postgres")).resolve("PG_VERSION");
        Files.writeString(theirs, "18");
        Files.createDirectories(project.resolve("kafka"));

        assertThatThrownBy(() -> open(true))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(project.toString())
                .hasMessageContaining("delete of it postgres;");

        assertThat(theirs).hasContent("18");
        assertThat(project.resolve("lock")).doesNotExist();
    }

    @Test
    void aFolderThatHadOthersInItIsNotItsOwnAfterAStackWasInIt() throws Exception {
        Path theirs = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("keys"), "theirs");
        open(false).close();

        assertThatThrownBy(() -> open(true)).isInstanceOf(Failure.class);

        assertThat(theirs).hasContent("theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka/meta.properties", "postgres/cluster/PG_VERSION"})
    void clearsWhatAnEarlierVersionLeft(String first) throws Exception {
        Path data = folder.resolve("data");
        for (String part : List.of("kafka", "postgres/cluster", "inbox", "state")) {
            Files.createDirectories(data.resolve(part));
        }
        Files.writeString(data.resolve("lock"), "");
        Files.writeString(data.resolve("keys"), "old");
        Files.writeString(data.resolve(first), "x");

        open(true).close();

        assertThat(data.resolve(first)).doesNotExist();
        assertThat(data.resolve("keys")).doesNotExist();
    }

    @Test
    void startsEmptyInAFolderThatIsNotThereYet() {
        open(true).close();

        assertThat(folder.resolve("data/kafka")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "$HOME", "`id`", "a\"b"})
    void refusesAPathThatKafkaOrPostgresTakesForSomethingElse(String name) {
        Path unusable = folder.resolve(name).resolve("data");

        assertThatThrownBy(() -> DataFolder.open(unusable, false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(unusable.toString())
                .hasMessageContaining("choose another --data");

        assertThat(folder).isEmptyDirectory();
    }

    private DataFolder open(boolean fresh) {
        return DataFolder.open(folder.resolve("data"), fresh);
    }
}
