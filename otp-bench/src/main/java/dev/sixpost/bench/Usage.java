package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the stack has used since its start.
 *
 * @param cpuSeconds by component or process, PostgreSQL's processes included
 * @param residentMiB by process
 */
record Usage(Map<String, Double> cpuSeconds, Map<String, Double> residentMiB) {

    /** Of a stack in one JVM, by what its threads work for. */
    static Usage ofThreads(long pid, Path cluster) throws IOException {
        Map<String, Double> threads = Threads.cpuSeconds(pid);
        Map<String, Double> cpu = new LinkedHashMap<>();
        for (Component component : Component.values()) {
            cpu.put(component.label, 0.0);
        }
        threads.forEach((name, seconds) -> cpu.merge(Component.of(name).label, seconds, Double::sum));
        double booked =
                threads.values().stream().mapToDouble(Double::doubleValue).sum();
        cpu.put(Component.ENDED, Math.max(0, Processes.cpuSeconds(pid) - booked));
        return withPostgres(cpu, Map.of("JVM", Processes.residentMiB(pid)), cluster);
    }

    /** Of a stack of processes, by their names. */
    static Usage ofProcesses(Map<String, Long> pids, Path cluster) throws IOException {
        Map<String, Double> cpu = new LinkedHashMap<>();
        Map<String, Double> resident = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            cpu.put(process.getKey(), Processes.cpuSeconds(process.getValue()));
            resident.put(process.getKey(), Processes.residentMiB(process.getValue()));
        }
        return withPostgres(cpu, resident, cluster);
    }

    private static Usage withPostgres(Map<String, Double> cpuSoFar, Map<String, Double> residentSoFar, Path cluster)
            throws IOException {
        Map<String, Double> cpu = new LinkedHashMap<>(cpuSoFar);
        Map<String, Double> resident = new LinkedHashMap<>(residentSoFar);
        for (long process : Processes.postgres(cluster)) {
            cpu.merge(Component.POSTGRES, Processes.cpuSeconds(process), Double::sum);
            resident.merge(Component.POSTGRES, Processes.residentMiB(process), Double::sum);
        }
        return new Usage(cpu, resident);
    }

    /** CPU seconds by component from then to now. */
    Map<String, Double> cpuSince(Usage before) {
        Map<String, Double> used = new LinkedHashMap<>();
        cpuSeconds.forEach((component, seconds) ->
                used.put(component, Math.max(0, seconds - before.cpuSeconds.getOrDefault(component, 0.0))));
        return used;
    }
}
