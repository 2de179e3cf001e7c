package dev.sixpost.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, ended with this. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;
    private final DevTools tools;

    private Chromium(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Where the machine has one. */
    public static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@code folder} is for the profile and the log. */
    public static Chromium start(Path binary, Path folder) {
        try {
            Path profile = Files.createDirectories(folder.resolve("profile"));
            Process process = new ProcessBuilder(
                            binary.toString(),
                            "--headless=new",
                            // As root in a container there is no sandbox; nothing but the tests' own pages is opened.
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("chromium.log").toFile())
                    .start();
            return new Chromium(process, new DevTools(address(process, profile.resolve("DevToolsActivePort"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tab in a browser of its own: it shares storage and cookies with no other one's. */
    public Tab newBrowser() {
        String context = tools.call("Target.createBrowserContext", Map.of(), null)
                .path("browserContextId")
                .asString("");
        return Tab.open(tools, context);
    }

    /** Two lines: the port, and the path of the browser's own target. Written once it listens. */
    private static URI address(Process process, Path file) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast());
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        process.destroyForcibly();
        throw new IllegalStateException("the browser does not start");
    }

    /**
     * Ends the browser and the processes it has started: each of them may write into the profile until it has gone, and
     * whoever owns the folder deletes it next.
     */
    @Override
    public void close() {
        tools.close();
        List<ProcessHandle> processes = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        if (!ended(processes)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            ended(processes);
        }
    }

    private static boolean ended(List<ProcessHandle> processes) {
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
