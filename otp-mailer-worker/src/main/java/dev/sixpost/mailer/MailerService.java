package dev.sixpost.mailer;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.kafka.Access;
import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.kit.kafka.Provisioning;
import dev.sixpost.kit.kafka.ShareGroup;
import dev.sixpost.kit.life.Loop;
import dev.sixpost.kit.life.Service;
import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.Metrics;
import dev.sixpost.mailer.mail.Composer;
import dev.sixpost.mailer.smtp.Circuit;
import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.mailer.smtp.Relays;
import dev.sixpost.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The mailer: its workers, the forwarder of what was delayed, and what they share. */
public final class MailerService implements Service {
    static final String GROUP = "otp-mailer";
    static final String FORWARDER = "otp-mailer-forwarder";

    private static final String TRANSACTIONS = GROUP + "-";

    /** What it needs on Kafka. */
    public static final Access ACCESS = new Access(
                    Set.of(Topic.EMAILS, Topic.EMAILS_DELAYED, Topic.APPLICATIONS, Topic.SIGNALS),
                    Set.of(Topic.EMAILS, Topic.EMAILS_DELAYED, Topic.DELIVERIES, Topic.DEAD_LETTERS))
            .sharing(GROUP)
            .joining(FORWARDER)
            .transacting(TRANSACTIONS);

    /**
     * Twice the partitions of a new topic. A broker assigns each partition to as few members as it can, and a member
     * whose batch waits for a slow mail takes nothing: each partition needs a second one.
     */
    private static final int LEAST_WORKERS = 2 * Topic.PARTITIONS;

    /** Each is a member of the group with a connection to the broker and a thread of its own. */
    private static final int MOST_WORKERS = 8 * Topic.PARTITIONS;

    /**
     * One for each partition and worker that is held up, eight of those at most: a broker may have given the one partition
     * to none but workers that take nothing.
     */
    private static final int STAND_INS = 8 * Topic.PARTITIONS;

    /** Few questions to the broker with many mails each cost it less than many with few. */
    private static final int CONNECTIONS_PER_WORKER = 2;

    /**
     * More in hand than there are connections: none idles while a batch waits for its slowest or for Kafka, and under
     * load each question to the broker brings several mails.
     */
    private static final int RECORDS_PER_CONNECTION = 4;

    /** Circuits and pauses are about how long, not about what time it is. */
    private static final InstantSource MONOTONIC = () -> Instant.EPOCH.plusNanos(System.nanoTime());

    private final KafkaClients clients;
    private final MailerSettings settings;
    private final MailerMetrics metrics;
    private final NamedRelays namedRelays = new NamedRelays(MONOTONIC);
    private final Relays relays;
    private final BrokerClock clock = new BrokerClock();
    private final Health health = new Health();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mailer-send-", 0).factory());
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> shared = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private MailerService(KafkaClients clients, MailerSettings settings, Circuit.Policy policy, Metrics metrics) {
        this.clients = clients;
        this.settings = settings;
        this.metrics = new MailerMetrics(metrics.registry());
        this.relays = new Relays(settings.relays(), policy, MONOTONIC, namedRelays);
        health.ready("relay", () -> relays.inUse() ? Optional.empty() : Optional.of("no relay can be used"));
    }

    public static MailerService wire(Environment env, Metrics metrics) {
        return wire(env, metrics, Circuit.Policy.DEFAULT);
    }

    static MailerService wire(Environment env, Metrics metrics, Circuit.Policy policy) {
        return new MailerService(KafkaClients.from(env), MailerSettings.read(env), policy, metrics);
    }

    @Override
    public String name() {
        return DeliverMail.SERVICE;
    }

    @Override
    public void start() {
        Provisioning.ensure(clients, ACCESS);
        ShareGroup group = Provisioning.ensureShareGroup(clients, GROUP);
        BrokerTime.learn(clients.transactionalProducer(unique("clock")), clock);
        Applications applications = Applications.start(clients);
        shared.add(applications);
        namedRelays.follow(applications::all);
        health.ready("applications", applications::trouble).live("applications", applications::stall);
        Erasures erasures = Erasures.start(clients);
        shared.add(erasures);
        health.ready("erasures", erasures::trouble).live("erasures", erasures::stall);
        Publisher publisher = new Publisher(clients.gatheringProducer(GROUP), clock);
        shared.add(publisher);
        health.ready("publisher", publisher::trouble);
        Composer composer = new Composer(settings.platform(), settings.publicUrl());
        DeliverMail mails = new DeliverMail(
                applications::find, erasures, settings.keys(), composer, relays, publisher, clock, metrics);
        relays.start();
        int connections = connections();
        Predicate<Duration> known = patience -> applications.readWithin(patience) && erasures.readWithin(patience);
        HeldUp heldUp = new HeldUp();
        Supplier<Worker> workers = () -> new Worker(
                () -> clients.shareConsumer(GROUP, batchSize(connections)),
                group,
                relays,
                mails,
                threads,
                metrics,
                heldUp);
        for (int i = 1; i <= workers(connections); i++) {
            begin("mailer-worker-" + i, new OnceKnown(known, workers.get()));
        }
        for (int i = 0; i < STAND_INS; i++) {
            begin("mailer-stand-in-" + (i + 1), new StandIn(i / Topic.PARTITIONS, heldUp, relays, workers.get()));
        }
        String identity = unique("forwarder");
        ReturnDue returning = new ReturnDue(
                () -> clients.transactionalProducer(identity), applications::find, composer, clock, metrics);
        begin("mailer-forwarder", new Forwarder(() -> clients.groupConsumer(FORWARDER, null), returning, clock));
    }

    private void begin(String name, Loop.Body body) {
        Loop loop = Loop.start(name, body);
        loops.add(loop);
        health.live(name, loop::stall).ready(name, loop::trouble);
        if (closed) {
            loop.close();
        }
    }

    /** The more connections, the slower the relay: a batch is in hand for long, and others have to take the next. */
    static int workers(int connections) {
        return Math.clamp(connections / CONNECTIONS_PER_WORKER, LEAST_WORKERS, MOST_WORKERS);
    }

    static int batchSize(int connections) {
        return Math.max(1, Math.ceilDiv(RECORDS_PER_CONNECTION * connections, workers(connections)));
    }

    private int connections() {
        return settings.relays().stream()
                .mapToInt(RelaySettings::maxConnections)
                .max()
                .orElse(1);
    }

    /** Instances do not share an identity: each fences its own predecessors only. */
    private static String unique(String purpose) {
        return TRANSACTIONS + purpose + "-" + UUID.randomUUID();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        closed = true;
        List<Thread> closing = new ArrayList<>();
        for (Loop loop : loops) {
            closing.add(Thread.ofVirtual().name("mailer-close").start(loop::close));
        }
        closing.forEach(MailerService::join);
        threads.shutdownNow();
        relays.close();
        for (AutoCloseable part : shared.reversed()) {
            close(part);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of the mailer did not close", e);
        }
    }
}
