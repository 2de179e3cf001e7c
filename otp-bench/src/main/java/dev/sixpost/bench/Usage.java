package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the stack has used since its start.
 *
 * @param cpuTotal seconds of its processes, PostgreSQL's included, also what threads used that have ended
 * @param cpuSeconds by component or process, without what threads used that have ended
 * @param residentMiB by process
 */
record Usage(double cpuTotal, Map<String, Double> cpuSeconds, Map<String, Double> residentMiB) {

    /** Of a stack in one JVM, by what its threads work for. */
    static Usage ofThreads(long pid, Path cluster) throws IOException {
        Map<String, Double> threads = Threads.cpuSeconds(pid);
        Map<String, Double> cpu = new LinkedHashMap<>();
        for (Component component : Component.values()) {
            cpu.put(component.label, 0.0);
        }
        threads.forEach((name, seconds) -> cpu.merge(Component.of(name).label, seconds, Double::sum));
        return withPostgres(Processes.cpuSeconds(pid), cpu, Map.of("JVM", Processes.residentMiB(pid)), cluster);
    }

    /** Of a stack of processes, by their names. */
    static Usage ofProcesses(Map<String, Long> pids, Path cluster) throws IOException {
        Map<String, Double> cpu = new LinkedHashMap<>();
        Map<String, Double> resident = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            cpu.put(process.getKey(), Processes.cpuSeconds(process.getValue()));
            resident.put(process.getKey(), Processes.residentMiB(process.getValue()));
        }
        return withPostgres(sum(cpu), cpu, resident, cluster);
    }

    private static Usage withPostgres(
            double cpuTotal, Map<String, Double> cpuSoFar, Map<String, Double> residentSoFar, Path cluster)
            throws IOException {
        double total = cpuTotal;
        Map<String, Double> cpu = new LinkedHashMap<>(cpuSoFar);
        Map<String, Double> resident = new LinkedHashMap<>(residentSoFar);
        for (long process : Processes.postgres(cluster)) {
            double seconds = Processes.cpuSeconds(process);
            total += seconds;
            cpu.merge(Component.POSTGRES, seconds, Double::sum);
            resident.merge(Component.POSTGRES, Processes.residentMiB(process), Double::sum);
        }
        return new Usage(total, cpu, resident);
    }

    /** CPU seconds from then to now by component; what none of them shows was used by threads that have ended since. */
    Map<String, Double> cpuSince(Usage before) {
        Map<String, Double> used = new LinkedHashMap<>();
        cpuSeconds.forEach((component, seconds) ->
                used.put(component, Math.max(0, seconds - before.cpuSeconds.getOrDefault(component, 0.0))));
        double ended = cpuTotal - before.cpuTotal - sum(used);
        if (ended > 0) {
            used.put(Component.ENDED, ended);
        }
        return used;
    }

    private static double sum(Map<String, Double> seconds) {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
