package dev.sixpost.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.standalone.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertThat(data.inbox()).doesNotExist();
            assertThat(data.path().resolve("somebody-elses")).exists();
        }
    }

    private DataFolder open(boolean fresh) {
        return DataFolder.open(folder.resolve("data"), fresh);
    }
}
