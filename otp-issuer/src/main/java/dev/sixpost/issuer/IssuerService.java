package dev.sixpost.issuer;

import dev.sixpost.issuer.admin.AccountRoutes;
import dev.sixpost.issuer.admin.Support;
import dev.sixpost.issuer.decide.Rules;
import dev.sixpost.issuer.flow.IssuerMeters;
import dev.sixpost.issuer.flow.Issuing;
import dev.sixpost.issuer.store.Database;
import dev.sixpost.issuer.store.Postgres;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.Access;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.kit.ops.AdminToken;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoute;
import dev.sixpost.schemas.Topic;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The issuer, wired in one place for its main, for tests and for the one process that runs everything. */
public final class IssuerService implements Service {
    private static final String NAME = "otp-issuer";
    /** What it needs on Kafka. */
    public static final Access ACCESS = new Access(
                    Set.of(Topic.REQUESTS, Topic.SIGNUPS, Topic.DELIVERIES, Topic.RESULTS, Topic.APPLICATIONS),
                    Set.of(
                            Topic.CHALLENGES,
                            Topic.EMAILS,
                            Topic.VERIFICATIONS,
                            Topic.SIGNALS,
                            Topic.SESSIONS,
                            Topic.DEAD_LETTERS))
            .joining(Issuing.GROUP)
            .transacting(Issuing.TRANSACTIONS);

    private final KafkaClients clients;
    private final Optional<Keys> keys;
    private final AddressPolicy addresses;
    private final AccountRoutes routes;
    private final Database database;
    private final String instance;
    private final Entropy entropy;
    private final IssuerMeters meters;
    private final Health health = new Health();
    private volatile @Nullable Issuing issuing;
    private volatile boolean started;
    private boolean closed;

    private IssuerService(
            KafkaClients clients,
            Optional<Keys> keys,
            AddressPolicy addresses,
            AdminToken token,
            Database database,
            String instance,
            Entropy entropy,
            IssuerMeters meters) {
        this.clients = clients;
        this.keys = keys;
        this.addresses = addresses;
        this.routes = new AccountRoutes(token, this::support);
        this.database = database;
        this.instance = instance;
        this.entropy = entropy;
        this.meters = meters;
        health.ready("start", () -> started ? Optional.empty() : Optional.of("not started"));
    }

    public static IssuerService wire(Environment env, Metrics metrics) {
        return wire(env, metrics, Entropy.secure());
    }

    static IssuerService wire(Environment env, Metrics metrics, Entropy entropy) {
        env.required("OTP_KEYS");
        return new IssuerService(
                KafkaClients.from(env),
                env.parsed("OTP_KEYS", "", IssuerService::keys, Optional.empty()),
                AddressPolicy.from(env),
                AdminToken.read(env),
                new Database(
                        env.parsed("DATABASE_URL", "", IssuerService::postgresUrl, ""),
                        env.text("DATABASE_USERNAME", ""),
                        env.text("DATABASE_PASSWORD", "")),
                env.parsed("OTP_INSTANCE", InstanceName.ofThisProcess(env), InstanceName::checked, "unnamed"),
                entropy,
                new IssuerMeters(metrics.registry()));
    }

    private static Optional<Keys> keys(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Keys.parse(text));
    }

    private static String postgresUrl(String text) {
        if (!text.startsWith("jdbc:postgresql:") || !isRead(text)) {
            throw new IllegalArgumentException("is not of the form jdbc:postgresql://host:port/database");
        }
        return text;
    }

    private static boolean isRead(String url) {
        try {
            return DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<OpsRoute> opsRoutes() {
        return routes.all();
    }

    private Optional<Support> support() {
        return Optional.ofNullable(issuing).flatMap(Issuing::support);
    }

    /** PostgreSQL may be away; requests wait for it. */
    @Override
    public void start() {
        Keys known = keys.orElseThrow(() -> new StartException("OTP_KEYS is required"));
        Provisioning.ensure(clients, ACCESS);
        synchronized (this) {
            if (closed) {
                return;
            }
            Issuing running = Issuing.start(
                    clients, instance, new Postgres(database), known, new Rules(addresses, known), entropy, meters);
            issuing = running;
            running.addTo(health);
            started = true;
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
        if (issuing != null) {
            issuing.close();
            issuing = null;
        }
    }
}
