package dev.sixpost.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the examples as a process; its output is kept in a file. */
final class Program implements AutoCloseable {
    private static final Path EXAMPLES = Stack.ROOT.resolve("examples");
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;

    private Program(List<String> command, Path folder, Path output, String kafka) {
        this.output = output;
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A single source file, with the class path of the tests. */
    static Program java(String file, Path output, String kafka, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                EXAMPLES.resolve(file).toString()));
        command.addAll(List.of(arguments));
        return new Program(command, EXAMPLES, output, kafka);
    }

    /** A module in a copy of the examples that has its packages. */
    static Program node(Path installed, String file, Path output, String kafka, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("node", installed.resolve(file).toString()));
        command.addAll(List.of(arguments));
        return new Program(command, installed, output, kafka);
    }

    /** What it has printed, once it has ended well. */
    String finished() throws Exception {
        if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new AssertionError("the program does not end: " + Files.readString(output));
        }
        String text = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError("the program failed: " + text);
        }
        return text;
    }

    /** What it has printed, as soon as {@code wanted} is among it. */
    String printed(String wanted) throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        String text = Files.readString(output);
        while (!text.contains(wanted)) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("not printed: " + wanted + "\n" + text);
            }
            Http.pause();
            text = Files.readString(output);
        }
        return text;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
