package dev.sixpost.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the threads of another JVM have used, by its own thread dump. */
final class Threads {
    /** A line of it: {@code "name" #12 [345] prio=5 os_prio=0 cpu=12.34ms elapsed=…}. */
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" .*?cpu=([0-9.]+)ms", Pattern.MULTILINE);

    /** A JVM that does not answer shows no threads; what it uses is booked without them. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Threads() {}

    /** CPU seconds by the name of the thread, the JVM's own included; same names add up. */
    static Map<String, Double> cpuSeconds(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        Matcher line = THREAD.matcher(dump(pid));
        while (line.find()) {
            seconds.merge(line.group(1), Double.parseDouble(line.group(2)) / 1000, Double::sum);
        }
        return seconds;
    }

    private static String dump(long pid) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "Thread.print")
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
