package dev.sixpost.embedded;

import java.nio.file.Path;
import java.util.Map;

/** One empty broker per JVM for tests, started by the first one that asks and gone with the JVM, data folder included. */
public final class TestCluster {

    /** It is never killed, so that nobody waits for it to be given up, and a machine that stalls does not fence it. */
    private static final Map<String, String> PATIENT = Map.of("broker.session.timeout.ms", "30000");

    private TestCluster() {}

    /** Ready when this returns. Tests share it: each one uses groups, applications and addresses of its own. */
    public static String bootstrapServers() {
        return Running.KAFKA.bootstrapServers();
    }

    private static final class Running {
        static final EmbeddedKafka KAFKA = start();

        private static EmbeddedKafka start() {
            Path dataDir = Folders.temporary("sixpost-kafka-");
            EmbeddedKafka kafka = EmbeddedKafka.start(dataDir, 0, PATIENT);
            Thread stop = Thread.ofPlatform().name("test-cluster-stop").unstarted(() -> {
                kafka.close();
                Folders.delete(dataDir);
            });
            Runtime.getRuntime().addShutdownHook(stop);
            return kafka;
        }
    }
}
