package dev.sixpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier process may have left behind in a PostgreSQL data folder: a server that still runs, or only its pid file. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    private final Path cluster;

    Postmaster(Path cluster) {
        this.cluster = cluster;
    }

    /**
     * After this nothing runs on the data folder, and no pid file keeps a server from starting. PostgreSQL itself takes
     * any living process with the noted number for a running server, so that a stale note has to go.
     */
    void clear() {
        Path note = cluster.resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return;
        }
        running(note).ifPresent(this::stop);
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw new UncheckedIOException("a stale pid file cannot be deleted: " + note, e);
        }
    }

    /** Whether a server runs on the data folder and listens on that port. */
    boolean holds(int port) {
        Path note = cluster.resolve("postmaster.pid");
        return Files.exists(note)
                && running(note).isPresent()
                && line(note, PORT_LINE).equals(Optional.of(Integer.toString(port)));
    }

    private Optional<ProcessHandle> running(Path note) {
        return pid(note)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::servesThisFolder);
    }

    private boolean servesThisFolder(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return process.info().command().filter(c -> c.endsWith("postgres")).isPresent()
                && List.of(arguments).contains(cluster.toString());
    }

    private static Optional<Long> pid(Path note) {
        return line(note, PID_LINE).filter(line -> line.matches("[0-9]{1,10}")).map(Long::valueOf);
    }

    private static Optional<String> line(Path note, int number) {
        try {
            return Files.readAllLines(note).stream().skip(number).findFirst().map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("the pid file cannot be read: " + note, e);
        }
    }

    /** INT is PostgreSQL's fast shutdown, QUIT its immediate one. */
    private void stop(ProcessHandle process) {
        LOG.atWarn().addKeyValue("pid", process.pid()).log("stopping a PostgreSQL that was left running");
        List<ProcessHandle> children = process.children().toList();
        for (String signal : List.of("-INT", "-QUIT", "-KILL")) {
            send(signal, process.pid());
            if (isGone(process)) {
                children.forEach(Postmaster::isGone);
                return;
            }
        }
        throw new IllegalStateException("a PostgreSQL with process id " + process.pid() + " cannot be stopped");
    }

    private static void send(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
            if (!kill.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the command kill cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping PostgreSQL", e);
        }
    }

    private static boolean isGone(ProcessHandle process) {
        try {
            process.onExit().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping PostgreSQL", e);
        }
    }
}
