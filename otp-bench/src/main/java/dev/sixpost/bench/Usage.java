package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CPU time and memory of a process and all that descend from it, from the operating system's own books. */
record Usage(double cpuSeconds, long residentBytes, Map<String, Double> cpuByName) {
    private static final double TICKS_PER_SECOND = 100;
    private static final long PAGE = 4_096;

    static Usage of(ProcessHandle root) throws IOException {
        double cpu = 0;
        long resident = 0;
        Map<String, Double> byName = new TreeMap<>();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(root), root.descendants()).toList();
        for (ProcessHandle process : all) {
            Path stat = Path.of("/proc", "" + process.pid(), "stat");
            if (Files.exists(stat)) {
                String line = Files.readString(stat);
                String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
                List<String> fields =
                        List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
                double seconds = ticks(fields, 11) + ticks(fields, 12);
                // What a child that has ended and been waited for has used.
                double ofTheDead = ticks(fields, 13) + ticks(fields, 14);
                cpu += seconds + ofTheDead;
                byName.merge(name, seconds + ofTheDead, Double::sum);
                resident += Long.parseLong(fields.get(21)) * PAGE;
            }
        }
        return new Usage(cpu, resident, byName);
    }

    private static double ticks(List<String> fields, int field) {
        return Long.parseLong(fields.get(field)) / TICKS_PER_SECOND;
    }
}
