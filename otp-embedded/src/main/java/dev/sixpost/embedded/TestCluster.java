package dev.sixpost.embedded;

import java.nio.file.Path;

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
            Path dataDir = Folders.temporary("sixpost-kafka-");
            EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0);
            Thread stop = Thread.ofPlatform().name("test-cluster-stop").unstarted(() -> {
                kafka.close();
                Folders.delete(dataDir);
            });
            Runtime.getRuntime().addShutdownHook(stop);
            return kafka;
        }
    }
}
