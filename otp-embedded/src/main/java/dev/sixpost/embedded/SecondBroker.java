package dev.sixpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** For tests in which a broker of several goes away: a member of an embedded broker's cluster, which is what its folder says. */
public final class SecondBroker {
    public static final int NODE_ID = 2;

    private static final String CARD = "meta.properties";

    private SecondBroker() {}

    /** What the first broker is to be started with, so that others find it. */
    public static Map<String, String> first(int port, int controllerPort) {
        return Map.of(
                "controller.quorum.voters",
                BrokerSettings.NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    }

    /** Joins, for the first time or again; {@code settings} are those that the first one has, but for where it listens. */
    public static EmbeddedKafka join(Path first, Path dataDir, int port, Map<String, String> settings) {
        try {
            Path card = Files.createDirectories(dataDir).resolve(CARD);
            if (!Files.exists(card)) {
                Files.writeString(
                        card,
                        Files.readString(first.resolve(CARD))
                                .replaceAll("node.id=.*", "node.id=" + NODE_ID)
                                .replaceAll("directory.id=.*", "directory.id=" + Uuid.randomUuid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the second broker cannot be given its folder", e);
        }
        Map<String, String> own = new HashMap<>(settings);
        own.put("process.roles", "broker");
        own.put("node.id", "" + NODE_ID);
        own.put("listeners", "BROKER://127.0.0.1:" + port);
        return EmbeddedKafka.start(dataDir, port, own);
    }
}
