package dev.sixpost.simulation;

import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.EmailFailed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.OtpRejected;
import dev.sixpost.schemas.OtpRequested;
import dev.sixpost.schemas.SignupRequested;
import dev.sixpost.schemas.Topic;
import dev.sixpost.simulation.Seen.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** I19: no wall clock but the broker's decides what is too old, how long a code lives, and whether a mail is too late. */
final class ClockChecks {
    private static final long STALE = Duration.ofMinutes(10).toMillis();
    private static final long SHORTEST_TIER = Duration.ofSeconds(5).toMillis();

    private final World world;
    private final Seen seen;

    ClockChecks(World world, Seen seen) {
        this.world = world;
        this.seen = seen;
    }

    void check() {
        Map<String, Long> asked = new HashMap<>();
        seen.committed(Topic.REQUESTS, OtpRequested.class)
                .forEach(found -> asked.merge(found.id(), found.time(), Math::min));
        seen.committed(Topic.SIGNUPS, SignupRequested.class)
                .forEach(found -> asked.merge(found.id(), found.time(), Math::min));
        for (Found<OtpRejected> found : seen.committed(Topic.CHALLENGES, OtpRejected.class)) {
            boolean stale = found.event().reason().equals("stale");
            long at = asked.getOrDefault(found.event().requestId(), 0L);
            if (stale && found.time() <= at + STALE) {
                world.violated("I19", "a fresh request was called stale: " + found.causation());
            }
        }
        expiries();
        failures();
    }

    /** What a mail says of its code's expiry is never later than the verifier's own reckoning. */
    private void expiries() {
        Map<String, Found<ChallengeOpened>> openings = seen.openings();
        for (Found<EmailRequested> found : seen.committed(Topic.EMAILS, EmailRequested.class)) {
            Found<ChallengeOpened> opening = openings.get(found.event().challengeId());
            long ttl = opening == null ? 0 : opening.event().ttl().toMillis();
            long expiry = found.event().expiresAt().toEpochMilli();
            if (opening != null && expiry > opening.time() + ttl) {
                world.violated("I19", "the mail promises too much: " + found.id());
            }
        }
    }

    private void failures() {
        Map<String, Long> expiries = new HashMap<>();
        seen.committed(Topic.EMAILS, EmailRequested.class)
                .forEach(found -> expiries.put(
                        found.event().requestId(), found.event().expiresAt().toEpochMilli()));
        for (Found<EmailFailed> found : seen.committed(Topic.DELIVERIES, EmailFailed.class)) {
            boolean expired = found.event().reason().equals("expired");
            long expiry = expiries.getOrDefault(found.event().requestId(), 0L);
            if (expired && found.time() + SHORTEST_TIER < expiry) {
                world.violated("I19", "a mail was given up before its time: " + found.causation());
            }
        }
    }
}
