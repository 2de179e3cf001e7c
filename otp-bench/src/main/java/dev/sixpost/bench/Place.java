package dev.sixpost.bench;

import dev.sixpost.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a stack keeps what it stores and says. What it says stays; what it stores goes with the benchmark, unless it was
 * told where to keep it.
 */
record Place(Path folder, Path data, boolean kept) implements AutoCloseable {
    static Place of(Options options) throws IOException {
        Path folder = Files.createTempDirectory("otp-bench");
        Path data = Files.createDirectories(options.data().orElse(folder.resolve("data")));
        return new Place(folder, data, options.data().isPresent());
    }

    /** To be called when the stack has ended. */
    @Override
    public void close() {
        if (!kept) {
            Folders.delete(data);
        }
    }
}
