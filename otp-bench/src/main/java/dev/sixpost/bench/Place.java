package dev.sixpost.bench;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Where a stack keeps what it stores and says, and its processes. However the benchmark ends, unless by force, they end
 * with it. What it says stays; what it stores goes, unless the benchmark was told where to keep it.
 */
final class Place implements AutoCloseable {
    private final Path folder;
    private final Path data;
    private final boolean kept;

    /** The last started first: the services write down where they are in what started before them. */
    private final Deque<Child> processes = new ArrayDeque<>();

    private boolean closed;

    private Place(Path folder, Path data, boolean kept) {
        this.folder = folder;
        this.data = data;
        this.kept = kept;
    }

    static Place of(Options options) throws IOException {
        Path folder = Files.createTempDirectory("otp-bench");
        Path data = Files.createDirectories(options.data().orElse(folder.resolve("data")));
        Place place = new Place(folder, data, options.data().isPresent());
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bench-stop").unstarted(place::close));
        return place;
    }

    Path folder() {
        return folder;
    }

    Path data() {
        return data;
    }

    synchronized Child start(String name, Map<String, String> variables, List<String> command) throws IOException {
        if (closed) {
            throw new IOException("the benchmark is ending");
        }
        Child child = Child.start(name, folder, variables, command);
        processes.push(child);
        return child;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        processes.forEach(Child::close);
        // A process that had to be killed leaves its PostgreSQL running.
        EmbeddedDatabase.stopOrphan(data.resolve("postgres"));
        if (!kept) {
            Folders.delete(data);
        }
    }
}
