package dev.sixpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One empty broker per JVM for tests, started by the first one that asks and gone with the JVM, data folder included. */
public final class TestCluster {

    private TestCluster() {}

    /** Ready when this returns. Tests share it: each one uses groups, applications and addresses of its own. */
    public static String bootstrapServers() {
        return Running.KAFKA.bootstrapServers();
    }

    private static final class Running {
        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            try {
                Path dataDir = Files.createTempDirectory("sixpost-kafka-");
                EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0);
                Runtime.getRuntime()
                        .addShutdownHook(
                                Thread.ofPlatform().name("test-cluster-stop").unstarted(() -> {
                                    kafka.close();
                                    delete(dataDir);
                                }));
                return kafka;
            } catch (IOException e) {
                throw new UncheckedIOException("no temporary folder for the test cluster", e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> found = Files.walk(folder)) {
                List<Path> deepestFirst =
                        found.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the test cluster's data folder stays behind", e);
            }
        }
    }
}
