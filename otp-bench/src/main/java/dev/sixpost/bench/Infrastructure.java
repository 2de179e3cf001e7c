package dev.sixpost.bench;

import dev.sixpost.embedded.EmbeddedDatabase;
import dev.sixpost.embedded.EmbeddedKafka;
import dev.sixpost.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** What is beneath the services: the broker and PostgreSQL, as a process of their own. */
public final class Infrastructure {
    private static final String VARIABLES = "variables";

    private Infrastructure() {}

    /** Returns when it was told to stop; {@code arguments} are the folder to keep everything in. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        CountDownLatch stopped = new CountDownLatch(2);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"), 0);
        whenStopped(database::close, stopped);
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        whenStopped(kafka::close, stopped);
        write(
                folder,
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "DATABASE_URL", database.jdbcUrl(),
                        "DATABASE_USERNAME", database.username(),
                        "DATABASE_PASSWORD", database.password()));
        stopped.await();
    }

    private static void whenStopped(Runnable close, CountDownLatch stopped) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            close.run();
            stopped.countDown();
        }));
    }

    /** With as much memory, and collected as, {@code ./otp up} is. */
    static List<String> command(Path folder) {
        return List.of(
                Service.java(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Infrastructure.class.getName(),
                folder.toString());
    }

    static boolean isReady(Path folder) {
        return Files.exists(folder.resolve(VARIABLES));
    }

    private static void write(Path folder, Map<String, String> variables) {
        PrivateFiles.readOrCreate(
                folder.resolve(VARIABLES),
                () -> variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** By which services find it. */
    static Map<String, String> variables(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(VARIABLES)).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    static Path cluster(Path folder) {
        return folder.resolve("postgres/cluster");
    }
}
