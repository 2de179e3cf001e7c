package dev.sixpost.simulation;

import dev.sixpost.issuer.decide.Mailbox;
import dev.sixpost.schemas.LockEnded;
import dev.sixpost.schemas.OtpIssued;
import dev.sixpost.schemas.OtpRefused;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.Seen.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I22 and I4 of requests: limits hold over instances, crashes and repeats, and nobody is refused without a reason. */
final class LimitChecks {
    private static final String ADDRESSES = "globex";
    private static final String CLIENTS = "initech";

    private final World world;
    private final Seen seen;

    LimitChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
    }

    void check() {
        Map<String, List<Instant>> mails = new HashMap<>();
        Map<String, List<Instant>> perClient = new HashMap<>();
        List<Instant> perApplication = new ArrayList<>();
        Map<String, String> clients = new HashMap<>();
        seen.committed(Topic.REQUESTS, OtpRequested.class)
                .forEach(found ->
                        clients.put(found.id(), String.valueOf(found.event().clientIp())));
        Set<String> counted = new HashSet<>();
        for (Found<OtpIssued> issued : seen.committed(Topic.CHALLENGES, OtpIssued.class)) {
            if (counted.add(issued.id())) {
                Instant at = issued.envelope().time();
                OtpIssued event = issued.event();
                add(mails, event.application() + "/" + event.email(), at);
                if (event.application().equals(CLIENTS)) {
                    add(perClient, clients.getOrDefault(event.requestId(), "none"), at);
                    perApplication.add(at);
                }
            }
        }
        mails.forEach((address, times) -> {
            if (address.startsWith(ADDRESSES)) {
                atMost(World.MAILS_PER_HOUR, times, Duration.ofHours(1), "mails to one address");
            }
        });
        perClient.remove("none");
        // Two bursts around the edge of a window may come to half as many again.
        perClient
                .values()
                .forEach(times -> atMost(World.PER_CLIENT * 3 / 2, times, Duration.ofMinutes(5), "of a client"));
        atMost(World.PER_MINUTE * 3 / 2, perApplication, Duration.ofMinutes(1), "of an application");
        reasons(mails);
        locks();
    }

    private static void add(Map<String, List<Instant>> all, String name, Instant at) {
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(at);
    }

    private void atMost(int limit, List<Instant> times, Duration window, String what) {
        for (Instant first : times) {
            long within = times.stream()
                    .filter(at -> !at.isBefore(first) && at.isBefore(first.plus(window)))
                    .count();
            if (within > limit) {
                world.violated("I22", within + " " + what + " within " + window);
            }
        }
    }

    private void reasons(Map<String, List<Instant>> mails) {
        for (Found<OtpRejected> found : seen.committed(Topic.CHALLENGES, OtpRejected.class)) {
            OtpRejected event = found.event();
            Instant since = found.envelope().time().minus(Duration.ofHours(1));
            long before = mails.getOrDefault(event.application() + "/" + event.email(), List.of()).stream()
                    .filter(since::isBefore)
                    .count();
            boolean limited = event.application().equals(CLIENTS)
                    || (event.application().equals(ADDRESSES) && before >= World.MAILS_PER_HOUR)
                    || before >= 10;
            if (event.reason().equals("rate-limited") && !limited) {
                world.violated("I22", "refused below every limit: " + event.requestId());
            }
        }
    }

    /** Once all is read, the issuer's tables lock whom the verifier does: what it said since the last end of the lock. */
    private void locks() {
        Map<Mailbox, Instant> ended = new HashMap<>();
        for (Found<LockEnded> found : seen.committed(Topic.VERIFICATIONS, LockEnded.class)) {
            Mailbox mailbox =
                    new Mailbox(found.event().application(), found.event().email());
            ended.merge(mailbox, Instant.ofEpochMilli(found.time()), (one, other) -> one.isAfter(other) ? one : other);
        }
        Set<Mailbox> locked = new HashSet<>();
        for (Found<OtpRefused> found : seen.committed(Topic.RESULTS, OtpRefused.class)) {
            String email = found.event().email();
            if (email != null && found.event().retryAfterSeconds() != null) {
                Mailbox mailbox = new Mailbox(found.event().application(), email);
                if (found.envelope().time().isAfter(ended.getOrDefault(mailbox, Instant.MIN))) {
                    locked.add(mailbox);
                }
            }
        }
        Set<Mailbox> inTables = Set.copyOf(world.tables.counters.locked());
        if (!inTables.equals(locked)) {
            world.violated("I4", "the tables lock " + inTables + ", the verifier " + locked);
        }
    }
}
