package dev.sixpost.gateway;

import dev.sixpost.gateway.admin.Administration;
import dev.sixpost.gateway.flow.Directory;
import dev.sixpost.gateway.flow.Ids;
import dev.sixpost.gateway.flow.Publisher;
import dev.sixpost.gateway.http.HttpServer;
import dev.sixpost.gateway.session.Revocations;
import dev.sixpost.gateway.token.SigningKey;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.gateway.view.Handovers;
import dev.sixpost.gateway.view.Ingest;
import dev.sixpost.gateway.view.Tail;
import dev.sixpost.gateway.view.Verdicts;
import dev.sixpost.gateway.view.View;
import dev.sixpost.gateway.view.Watches;
import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.Access;
import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.Topic;
import io.micrometer.core.instrument.Gauge;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gateway, wired by hand: this is the one place that knows all its parts. */
public final class GatewayService implements Service {
    private static final Duration TAIL_PATIENCE = Duration.ofSeconds(20);

    /** What it needs on Kafka. */
    public static final Access ACCESS = new Access(
            Set.of(
                    Topic.CHALLENGES,
                    Topic.DELIVERIES,
                    Topic.RESULTS,
                    Topic.SIGNALS,
                    Topic.SESSIONS,
                    Topic.APPLICATIONS),
            Set.of(
                    Topic.REQUESTS,
                    Topic.SIGNUPS,
                    Topic.VERIFICATIONS,
                    Topic.SIGNALS,
                    Topic.SESSIONS,
                    Topic.APPLICATIONS));

    private final GatewaySettings settings;
    private final KafkaClients clients;
    private final Entropy entropy;
    private final Metrics metrics;
    private final OpsMount ops = new OpsMount();
    private final Health health = new Health();
    private final BrokerClock clock = new BrokerClock();
    private final Watchdog watchdog = new Watchdog("gateway-watchdog");
    private final Watches watches = new Watches(watchdog);
    private final Verdicts verdicts = new Verdicts(watchdog);
    private final Handovers handovers = new Handovers();
    private final View view;
    private final Tail tail;
    private @Nullable Applications applications;
    private @Nullable Revocations revocations;
    private @Nullable Publisher publisher;
    private @Nullable HttpServer server;
    private boolean closed;

    private GatewayService(GatewaySettings settings, KafkaClients clients, Entropy entropy, Metrics metrics) {
        this.settings = settings;
        this.clients = clients;
        this.entropy = entropy;
        this.metrics = metrics;
        this.view = new View(settings.maxViewEntries(), watches);
        this.tail = new Tail(clients, new Ingest(view, verdicts, handovers, clock, metrics.registry()));
        Gauge.builder("otp.gateway.view", view, View::size)
                .description("Requests and challenges held in memory")
                .register(metrics.registry());
        health.ready("tail", tail::trouble)
                .live("tail", tail::stall)
                .ready("applications", () -> with(applications, Applications::trouble))
                .live("applications", () -> applications == null ? Optional.empty() : applications.stall())
                .ready("sessions", () -> with(revocations, Revocations::trouble))
                .live("sessions", () -> revocations == null ? Optional.empty() : revocations.stall())
                .ready("publisher", () -> with(publisher, Publisher::trouble))
                .ready("http", () -> server == null ? Optional.of("not started") : Optional.empty());
    }

    public static GatewayService wire(Environment env, Metrics metrics) {
        return wire(env, metrics, Entropy.secure());
    }

    static GatewayService wire(Environment env, Metrics metrics, Entropy entropy) {
        return new GatewayService(GatewaySettings.read(env), KafkaClients.from(env), entropy, metrics);
    }

    private static <T> Optional<String> with(@Nullable T part, Function<T, Optional<String>> trouble) {
        return part == null ? Optional.of("not started") : trouble.apply(part);
    }

    /** Answers the operators' routes of a whole process on this port. */
    public void mount(OpsRoutes routes) {
        ops.mount(routes);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public void start() throws InterruptedException {
        Keys keys = settings.keys();
        if (keys == null) {
            throw new IllegalStateException("started with a configuration that was refused");
        }
        Provisioning.ensure(clients, ACCESS);
        synchronized (this) {
            if (closed) {
                return;
            }
            publisher = new Publisher(clients.producer("gateway"), clock, watchdog, metrics.registry());
            tail.start();
        }
        publisher.learn(ACCESS.written());
        Applications known = Applications.start(clients);
        Revocations ended = Revocations.start(clients, clock, metrics.registry());
        tail.awaitReady(TAIL_PATIENCE);
        synchronized (this) {
            if (closed) {
                known.close();
                ended.close();
                return;
            }
            applications = known;
            revocations = ended;
            HttpServer listening = server(keys, known, ended, publisher);
            listen(listening);
            server = listening;
        }
    }

    private void listen(HttpServer listening) {
        try {
            listening.start();
        } catch (UncheckedIOException e) {
            listening.close();
            throw new ConfigurationException(List.of(
                    "OTP_HTTP_PORT stands for port " + settings.http().port() + ", which cannot be listened on"));
        }
    }

    private HttpServer server(Keys keys, Applications known, Revocations ended, Publisher publishing) {
        Ids ids = new Ids(entropy);
        Messages messages = Messages.load();
        Directory directory = new Directory(known::find, known::isComplete);
        GatewayRoutes routes = new GatewayRoutes(
                directory::find,
                settings.addresses(),
                keys,
                ids,
                publishing,
                view,
                watches,
                verdicts,
                handovers,
                ended,
                clock,
                tokens(keys),
                new Administration(
                        settings.adminToken(), keys.current(), entropy, messages, publishing, known, directory, ids),
                messages,
                settings.publicUrl());
        return new HttpServer(
                settings.http(), routes.routes(settings.maxStreams(), metrics.registry()), ops, metrics.registry());
    }

    private Tokens tokens(Keys keys) {
        return new Tokens(
                settings.publicUrl(),
                keys.all().stream().map(key -> SigningKey.of(key.tokenSeed())).toList());
    }

    /** The port it listens on, once started. */
    public synchronized int port() {
        return server == null ? -1 : server.port();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        HttpServer listening;
        synchronized (this) {
            closed = true;
            listening = server;
        }
        watches.close();
        if (listening != null) {
            listening.close();
        }
        tail.close();
        Applications known = applications;
        if (known != null) {
            known.close();
        }
        Revocations ended = revocations;
        if (ended != null) {
            ended.close();
        }
        Publisher publishing = publisher;
        if (publishing != null) {
            publishing.close();
        }
        watchdog.close();
    }
}
