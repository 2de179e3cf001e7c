package dev.sixpost.verifier;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.Access;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.schemas.Topic;
import dev.sixpost.verifier.stream.CommitPace;
import dev.sixpost.verifier.stream.KeyedComparer;
import dev.sixpost.verifier.stream.Parts;
import dev.sixpost.verifier.stream.Running;
import dev.sixpost.verifier.stream.Tuning;
import dev.sixpost.verifier.stream.VerifierMeters;
import dev.sixpost.verifier.stream.VerifierTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** The verifier, wired in one place for its main, for tests and for the one process that runs everything. */
public final class VerifierService implements Service {
    private static final String NAME = "otp-verifier";

    /** What it needs on Kafka; the group and the transactional ids are named by Kafka Streams after the application. */
    public static final Access ACCESS = new Access(
                    Set.of(Topic.VERIFICATIONS),
                    Set.of(Topic.VERIFICATIONS, Topic.RESULTS, Topic.EMAIL_VERIFIED, Topic.DEAD_LETTERS))
            .keeping(VerifierTopology.changelog(NAME))
            .joining(NAME)
            .transacting(NAME + "-");

    private static final String UNWRITABLE = "names a folder that cannot be written";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaClients clients;
    private final Optional<Keys> keys;
    private final Optional<Path> data;
    private final VerifierMeters meters;
    private final Health health = new Health();
    private @Nullable StateFolder folder;
    private @Nullable Running running;
    private boolean closed;
    private volatile boolean started;

    private VerifierService(KafkaClients clients, Optional<Keys> keys, Optional<Path> data, VerifierMeters meters) {
        this.clients = clients;
        this.keys = keys;
        this.data = data;
        this.meters = meters;
        health.ready("start", () -> started ? Optional.empty() : Optional.of("not started"));
    }

    public static VerifierService wire(Environment env, Metrics metrics) {
        env.required("OTP_KEYS");
        return new VerifierService(
                KafkaClients.from(env),
                env.parsed("OTP_KEYS", "", VerifierService::keys, Optional.empty()),
                env.parsed("OTP_DATA", "", VerifierService::folder, Optional.empty()),
                new VerifierMeters(metrics.registry()));
    }

    private static Optional<Keys> keys(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Keys.parse(text));
    }

    private static Optional<Path> folder(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createDirectories(Path.of(text));
            if (Files.isWritable(folder)) {
                return Optional.of(folder);
            }
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(UNWRITABLE, e);
        }
        throw new IllegalArgumentException(UNWRITABLE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() throws InterruptedException {
        Keys known = keys.orElseThrow(() -> new StartException("OTP_KEYS is required"));
        int replicas = Provisioning.ensure(clients, ACCESS);
        Log log = Log.describe(clients);
        Parts parts = new Parts(
                known, log.partitions(), new KeyedComparer(known, meters), new CommitPace(System::nanoTime), meters);
        Running begun = begin(parts, log.clusterId(), replicas);
        if (begun != null) {
            begun.awaitWork(PATIENCE);
            started = true;
        }
    }

    /** Null where the service was closed meanwhile. */
    private synchronized @Nullable Running begin(Parts parts, String clusterId, int replicas) {
        if (closed) {
            return null;
        }
        StateFolder state = StateFolder.open(data, clusterId, InstantSource.system());
        folder = state;
        try {
            Running streams = Running.start(
                    parts, Tuning.over(clients.streams(NAME, state.path(), replicas), state.instanceId()));
            running = streams;
            streams.addTo(health);
            return streams;
        } catch (StreamsException e) {
            throw new StartException("the verifier's state folder cannot be used", e);
        }
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public synchronized void close() {
        closed = true;
        started = false;
        boolean inOrder = false;
        if (running != null) {
            running.close();
            inOrder = running.endedInOrder();
            running = null;
        }
        if (folder != null) {
            folder.close(inOrder);
            folder = null;
        }
    }
}
