package dev.sixpost.verifier;

import dev.sixpost.kit.life.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where the local copy of the state lies. The truth is its changelog on Kafka: without a configured folder the copy lives
 * as long as the process. One folder per cluster, so that a copy never meets another cluster's changelog.
 */
final class StateFolder implements AutoCloseable {
    private final Path folder;
    private final boolean kept;

    private StateFolder(Path folder, boolean kept) {
        this.folder = folder;
        this.kept = kept;
    }

    static StateFolder open(Optional<Path> data, String clusterId) {
        try {
            if (data.isEmpty()) {
                return new StateFolder(Files.createTempDirectory("otp-verifier-"), false);
            }
            Path folder = data.get().resolve("verifier").resolve(clusterId);
            return new StateFolder(Files.createDirectories(folder), true);
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
        Path file = folder.resolve("instance-id");
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new StartException("OTP_DATA names a folder that cannot be written", e);
        }
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary folder stays behind", e);
        }
    }
}
