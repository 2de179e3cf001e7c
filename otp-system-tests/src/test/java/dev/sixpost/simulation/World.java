package dev.sixpost.simulation;

import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.kafka.BrokerClock;
import dev.sixpost.kit.kafka.SkewedClock;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What all processes of a history share: the log, the tables, the relay, time and chance. */
final class World {
    static final Keys KEYS = Keys.parse("k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    static final Map<String, ApplicationConfigured> APPLICATIONS = applications();

    static final int MAILS_PER_HOUR = 3;
    static final int PER_CLIENT = 3;
    static final int PER_MINUTE = 4;

    private static final int TRACE = 400;
    private static final long TEN_MINUTES = 600_000;

    final Fault fault;
    final Random random;
    final Broker broker;
    final Tables tables;
    final Relay relay;
    final Group issuers = new Group(Topic.REQUESTS, Topic.SIGNUPS, Topic.RESULTS);
    final Group verifiers = new Group(Topic.VERIFICATIONS);
    final Group forwarders = new Group(Topic.EMAILS_DELAYED);
    final ShareQueue queue;
    boolean databaseAway;

    /** By the identity of an EmailRequested: how often more than once its mail may be sent, by guarantee 3. */
    final Map<String, Integer> excuses = new HashMap<>();

    final List<String> violations = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();

    World(long seed, Fault fault) {
        this.fault = fault;
        this.random = new Random(seed);
        this.broker = new Broker(random);
        this.tables = new Tables(this);
        this.relay = new Relay(this);
        this.queue = new ShareQueue(this);
    }

    private static Map<String, ApplicationConfigured> applications() {
        Map<String, ApplicationConfigured> known = new HashMap<>();
        for (String document : List.of(
                settings("acme", 6, "same-code", 5, ""),
                settings("globex", 6, "new-code", 2, ",\"perAddressPerHour\":" + MAILS_PER_HOUR),
                settings(
                        "initech",
                        8,
                        "same-code",
                        5,
                        ",\"perIpPer5Minutes\":" + PER_CLIENT + ",\"perApplicationPerMinute\":" + PER_MINUTE))) {
            ApplicationConfigured application = ApplicationSettings.complete(Json.LENIENT.readTree(document));
            known.put(application.id(), application);
        }
        return Map.copyOf(known);
    }

    private static String settings(String id, int digits, String resend, int failures, String limits) {
        String policy = "{\"codeLength\":" + digits + ",\"ttl\":\"PT3M\",\"maxAttempts\":3,"
                + "\"resendAfter\":[\"PT10S\"],\"resend\":\"" + resend + "\"}";
        return "{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"limits\":{\"failuresPerAddressPerDay\":" + failures
                + limits
                + "},"
                + "\"purposes\":{\"login\":" + policy + ",\"signup\":" + policy + "}}";
    }

    static Optional<ApplicationConfigured> application(String id) {
        return Optional.ofNullable(APPLICATIONS.get(id));
    }

    static int failuresPerDay(String application) {
        return application(application).orElseThrow().limits().failuresPerAddressPerDay();
    }

    boolean is(Fault asked) {
        return fault == asked;
    }

    boolean chance(int inHundred) {
        return random.nextInt(100) < inHundred;
    }

    <T> T oneOf(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** The clock of a process whose machine is up to ten minutes off. */
    BrokerClock clock() {
        BrokerClock clock = SkewedClock.of(broker::now, random.nextLong(-TEN_MINUTES, TEN_MINUTES));
        if (!is(Fault.OWN_CLOCK)) {
            clock.acknowledged(broker.now());
        }
        return clock;
    }

    void excuse(String emailRequestedId) {
        excuses.merge(emailRequestedId, 1, Integer::sum);
    }

    void violated(String invariant, String how) {
        violations.add(invariant + ": " + how);
    }

    void note(String what) {
        if (trace.size() == TRACE) {
            trace.removeFirst();
        }
        trace.add(what);
    }

    List<String> trace() {
        return trace;
    }
}
