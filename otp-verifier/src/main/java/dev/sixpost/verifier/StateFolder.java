package dev.sixpost.verifier;

import dev.sixpost.kit.life.StartException;
import dev.sixpost.verifier.stream.VerifierTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the local copy of the state lies. The truth is its changelog on Kafka: without a configured folder the copy lives
 * as long as the process. One folder per cluster, so that a copy never meets another cluster's changelog; one process per
 * folder. A copy that was not closed in order may hold what was never committed, and one that was closed long ago what was
 * erased since, without the changelog telling so any more: both are thrown away at once.
 */
final class StateFolder {
    private static final String IN_USE = "in-use";
    private static final String CLOSED_IN_ORDER = "closed-in-order";
    private static final String INSTANCE_ID = "instance-id";
    /** Half the time that the changelog tells of an erasure: the other half is for copies left behind before the close. */
    private static final Duration TRUSTED = VerifierTopology.ERASURES_TOLD.dividedBy(2);

    private static final Pattern TASK = Pattern.compile("[0-9]+_[0-9]+");

    private final Path folder;
    private final boolean kept;
    private final FileChannel lock;
    private final InstantSource clock;

    private StateFolder(Path folder, boolean kept, FileChannel lock, InstantSource clock) {
        this.folder = folder;
        this.kept = kept;
        this.lock = lock;
        this.clock = clock;
    }

    static StateFolder open(Optional<Path> data, String clusterId, InstantSource clock) {
        try {
            Path folder = data.isPresent()
                    ? Files.createDirectories(data.get().resolve("verifier").resolve(clusterId))
                    : Files.createTempDirectory("otp-verifier-");
            FileChannel lock = lock(folder.resolve(IN_USE));
            if (!isTrusted(folder.resolve(CLOSED_IN_ORDER), clock.instant())) {
                deleteCopies(folder);
            }
            return new StateFolder(folder, data.isPresent(), lock, clock);
        } catch (IOException e) {
            throw new StartException("OTP_DATA names a folder that cannot be written", e);
        }
    }

    Path path() {
        return folder;
    }

    /** The name of this instance in its group; empty where nothing survives a restart. */
    Optional<String> instanceId() {
        if (!kept) {
            return Optional.empty();
        }
        Path file = folder.resolve(INSTANCE_ID);
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new StartException("OTP_DATA names a folder that cannot be written", e);
        }
    }

    void close(boolean inOrder) {
        try {
            if (!kept) {
                deleteAll(folder);
            } else if (inOrder) {
                Files.writeString(
                        folder.resolve(CLOSED_IN_ORDER), clock.instant().toString());
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the verifier's folder cannot be closed", e);
        }
    }

    /** Once only: the mark is gone afterwards. */
    private static boolean isTrusted(Path mark, Instant now) throws IOException {
        if (Files.notExists(mark)) {
            return false;
        }
        String closed = Files.readString(mark);
        Files.delete(mark);
        try {
            Duration age = Duration.between(Instant.parse(closed), now);
            return !age.isNegative() && age.compareTo(TRUSTED) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held within this process: answered below.
        }
        channel.close();
        throw new StartException("OTP_DATA names a folder that another verifier uses");
    }

    /** The copies of the tasks, and not the identity that Kafka Streams keeps beside them. */
    private static void deleteCopies(Path folder) throws IOException {
        List<Path> copies;
        try (Stream<Path> found = Files.walk(folder, 2)) {
            copies = found.filter(
                            path -> TASK.matcher(path.getFileName().toString()).matches())
                    .toList();
        }
        for (Path copy : copies) {
            deleteAll(copy);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> found = Files.walk(folder)) {
            deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
