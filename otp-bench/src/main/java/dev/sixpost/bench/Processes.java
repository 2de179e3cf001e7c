package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time and memory of processes, from the operating system's own books; one that is gone has neither. */
final class Processes {
    private static final double TICKS_PER_SECOND = 100;
    private static final double KIB_PER_MIB = 1024;
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** Whether this system keeps such books; where it does not, every figure is 0. */
    static boolean areKept() {
        return Files.isReadable(PROC.resolve("self/smaps_rollup"));
    }

    /** Of the process and of those children it has waited for. */
    static double cpuSeconds(long pid) {
        return stat(pid)
                .map(fields -> (ticks(fields, 11) + ticks(fields, 12) + ticks(fields, 13) + ticks(fields, 14))
                        / TICKS_PER_SECOND)
                .orElse(0.0);
    }

    /** Its share of the memory it has in hand, so that what processes share counts once. */
    static double residentMiB(long pid) {
        try {
            return Files.readAllLines(PROC.resolve(pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A server that made itself a process group of its own, and whom it serves with: found by the note it leaves. */
    static List<Long> postgres(Path cluster) throws IOException {
        Path note = cluster.resolve("postmaster.pid");
        if (!Files.exists(note) || !areKept()) {
            return List.of();
        }
        long postmaster = Long.parseLong(Files.readAllLines(note).getFirst().strip());
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(process -> process.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Long::valueOf)
                    .filter(pid -> pid == postmaster || parent(pid) == postmaster)
                    .toList();
        }
    }

    private static long parent(long pid) {
        return stat(pid).map(fields -> ticks(fields, 1)).orElse(0L);
    }

    /** What follows the process's name, which may hold anything; the first is the state. */
    private static Optional<List<String>> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static long ticks(List<String> fields, int field) {
        return Long.parseLong(fields.get(field));
    }
}
