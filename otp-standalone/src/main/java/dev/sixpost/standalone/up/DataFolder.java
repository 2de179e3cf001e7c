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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything a stack keeps, for one process at a time. Only its owner can read it. */
final class DataFolder implements AutoCloseable {
    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";
    private static final String INBOX = "inbox";
    private static final String STATE = "state";
    private static final String KEYS = "keys";
    private static final String ADMIN_TOKEN = "admin-token";
    private static final List<String> PARTS = List.of(KAFKA, POSTGRES, INBOX, STATE);
    private static final List<String> SECRETS = List.of(KEYS, ADMIN_TOKEN);
    private static final int TOKEN_BYTES = 24;

    /** For Kafka a comma is between two folders; the others mean something to the shell that starts PostgreSQL. */
    private static final Pattern UNUSABLE = Pattern.compile("[,$`\"]");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * With {@code fresh} it is empty, unless it holds what no stack left there: that is refused, and nothing is touched. A
     * PostgreSQL that a killed process left running on it ends when the next one starts.
     */
    static DataFolder open(Path path, boolean fresh) {
        Path folder = path.toAbsolutePath().normalize();
        if (UNUSABLE.matcher(folder.toString()).find()) {
            throw new Failure("The path of the data folder " + folder
                    + " has a comma, $, ` or \" in it, with which Kafka or PostgreSQL cannot find it; choose another"
                    + " --data.");
        }
        Ownership ownership = new Ownership(folder, PARTS, SECRETS);
        boolean ours = ownership.isStacks();
        if (fresh && !ours) {
            throw new Failure("What is in " + folder + " was not left by a stack, and --fresh would delete of it "
                    + String.join(", ", ownership.held()) + "; nothing was done, choose another --data.");
        }
        DataFolder data = new DataFolder(folder, lock(folder));
        if (ours) {
            ownership.mark();
        }
        if (fresh) {
            EmbeddedDatabase.stopOrphan(data.postgres());
            data.parts().forEach(Folders::delete);
            SECRETS.forEach(secret -> Folders.delete(folder.resolve(secret)));
        }
        data.parts().forEach(DataFolder::makePrivate);
        return data;
    }

    private List<Path> parts() {
        return PARTS.stream().map(folder::resolve).toList();
    }

    /** The folder around them may be somebody's own, and open to others. */
    private static void makePrivate(Path part) {
        try {
            Files.createDirectories(part, OWNER);
            Files.setPosixFilePermissions(part, OWNER.value());
        } catch (IOException e) {
            throw new Failure("The data folder " + part + " cannot be written; choose another --data.", e);
        }
    }

    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder, OWNER);
            FileChannel channel = FileChannel.open(
                    folder.resolve(Ownership.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    /** Whether that port is taken by a PostgreSQL which an earlier process left behind here, and which is about to end. */
    boolean isOurs(int port) {
        return EmbeddedDatabase.orphanHolds(postgres(), port);
    }

    Path kafka() {
        return folder.resolve(KAFKA);
    }

    Path postgres() {
        return folder.resolve(POSTGRES);
    }

    Path inbox() {
        return folder.resolve(INBOX);
    }

    Path state() {
        return folder.resolve(STATE);
    }

    Path adminTokenFile() {
        return folder.resolve(ADMIN_TOKEN);
    }

    private Path keysFile() {
        return folder.resolve(KEYS);
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
