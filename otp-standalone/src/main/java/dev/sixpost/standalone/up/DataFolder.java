package dev.sixpost.standalone.up;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.Folders;
import dev.sixpost.embedded.PrivateFiles;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.standalone.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a stack keeps, for one process at a time. Only its owner can read it. */
final class DataFolder implements AutoCloseable {
    private static final int TOKEN_BYTES = 24;

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** After this nothing of an earlier process runs on the folder; with {@code fresh} nothing is in it either. */
    static DataFolder open(Path path, boolean fresh) {
        Path folder = path.toAbsolutePath().normalize();
        DataFolder data = new DataFolder(folder, lock(folder));
        EmbeddedDatabase.stopOrphan(data.postgres());
        if (fresh) {
            for (Path kept : List.of(
                    data.kafka(),
                    data.postgres(),
                    data.inbox(),
                    data.state(),
                    data.keysFile(),
                    data.adminTokenFile())) {
                Folders.delete(kept);
            }
        }
        return data;
    }

    private static FileChannel lock(Path folder) {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, owner);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new Failure("Another ./otp up is running on " + folder + "; stop it or choose another --data.");
            }
            return channel;
        } catch (IOException e) {
            throw new Failure("The data folder " + folder + " cannot be written; choose another --data.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return folder;
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path adminTokenFile() {
        return folder.resolve("admin-token");
    }

    private Path keysFile() {
        return folder.resolve("keys");
    }

    /** What OTP_KEYS is where nobody set it. */
    String keys() {
        return PrivateFiles.readOrCreate(keysFile(), () -> Keys.fresh(Entropy.secure()))
                .strip();
    }

    /** What OTP_ADMIN_TOKEN is where nobody set it. */
    String adminToken() {
        return PrivateFiles.readOrCreate(
                        adminTokenFile(),
                        () -> HexFormat.of().formatHex(Entropy.secure().bytes(TOKEN_BYTES)))
                .strip();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder's lock cannot be released", e);
        }
    }
}
