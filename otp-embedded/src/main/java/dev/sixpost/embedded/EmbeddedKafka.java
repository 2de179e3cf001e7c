package dev.sixpost.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.ShareVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Apache Kafka broker in this process, with share groups and transactions, listening on loopback only. What it
 * acknowledged is in the page cache and so survives the death of the process, though not that of the machine.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    /** Between choosing a free port and listening on it another process may take it. */
    private static final int PORT_CHOICES = 5;

    private static final int CAUSES = 10;

    private final KafkaRaftServer server;
    private final int port;
    private final HangingTransactions hangingTransactions;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
        this.hangingTransactions = new HangingTransactions(bootstrapServers(port));
    }

    /**
     * Starts a broker that serves requests when this returns.
     *
     * @param dataDir formatted if it is new, else continued
     * @param port 0 for a free one
     */
    public static EmbeddedKafka start(Path dataDir, int port) {
        return start(dataDir, port, Map.of());
    }

    /** The same with settings that a broker of somebody else's may have: {@code more} goes before this one's own. */
    public static EmbeddedKafka start(Path dataDir, int port, Map<String, String> more) {
        format(dataDir);
        for (int choice = 1; ; choice++) {
            List<Integer> free = Ports.free(2);
            int chosen = port == 0 ? free.getFirst() : port;
            try {
                return listen(dataDir, chosen, free.getLast(), more);
            } catch (RuntimeException e) {
                if (choice == PORT_CHOICES || port != 0) {
                    throw new IllegalStateException(
                            "the embedded Kafka cannot start on port " + chosen + ": " + root(e).getMessage(), e);
                }
                LOG.atInfo()
                        .addKeyValue("port", chosen)
                        .log("not on this port, taken meanwhile perhaps; choosing another");
            }
        }
    }

    private static EmbeddedKafka listen(Path dataDir, int port, int controllerPort, Map<String, String> more) {
        var settings = properties(BrokerSettings.of(dataDir, port, controllerPort));
        settings.putAll(more);
        var server = inEnglish(() -> started(settings));
        LOG.atInfo().addKeyValue("port", port).log("embedded Kafka is ready");
        return new EmbeddedKafka(server, port);
    }

    private static KafkaRaftServer started(Properties settings) {
        RequestHistograms.countAllAlike();
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        try {
            server.startup();
            PatientMarkers.in(server);
            NearbyTransactions.in(server);
            return server;
        } catch (RuntimeException | LinkageError e) {
            server.shutdown();
            throw e;
        }
    }

    /** The broker reads its own settings with the default locale's upper case, which under Turkish finds no "CLASSIC". */
    private static synchronized <T> T inEnglish(Supplier<T> start) {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        try {
            return start.get();
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static Properties properties(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < CAUSES && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static void format(Path dataDir) {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(dataDir.toAbsolutePath().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setFeatureLevel(ShareVersion.FEATURE_NAME, ShareVersion.LATEST_PRODUCTION.featureLevel())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(dataDir.toAbsolutePath().toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("the Kafka data folder cannot be written: " + dataDir, e);
        } catch (Exception e) {
            throw new IllegalStateException("the Kafka data folder cannot be formatted: " + dataDir, e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers(port);
    }

    private static String bootstrapServers(int port) {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        hangingTransactions.close();
        server.shutdown();
        server.awaitShutdown();
    }
}
