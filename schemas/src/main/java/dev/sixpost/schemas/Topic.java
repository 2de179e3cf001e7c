package dev.sixpost.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A topic of the contract as a value. Timestamps are the broker's on all of them.
 *
 * @param minCompactionLag what is younger is never compacted
 * @param maxCompactionLag what is older is compacted, however little there is of it
 */
public record Topic(
        String name,
        Key key,
        Set<Cleanup> cleanup,
        Optional<Duration> retention,
        Optional<Duration> minCompactionLag,
        Optional<Duration> maxCompactionLag) {

    /** What the record key is. */
    public enum Key {
        SUBJECT,
        ANY,
        BACK_OFF_TIER,
        APPLICATION,
        SESSION,
        AS_FOUND
    }

    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** Partitions of a topic that does not exist yet. */
    public static final int PARTITIONS = 6;

    public static final Topic REQUESTS = deleted("otp.requests", Key.SUBJECT, 7);
    public static final Topic SIGNUPS = deleted("otp.signups", Key.ANY, 7);
    public static final Topic CHALLENGES = deleted("otp.challenges", Key.SUBJECT, 1);
    public static final Topic EMAILS = deleted("otp.emails", Key.ANY, 1);
    public static final Topic EMAILS_DELAYED = deleted("otp.emails.delayed", Key.BACK_OFF_TIER, 1);
    public static final Topic DELIVERIES = deleted("otp.deliveries", Key.SUBJECT, 1);
    public static final Topic VERIFICATIONS = deleted("otp.verifications", Key.SUBJECT, 1);
    public static final Topic RESULTS = deleted("otp.results", Key.SUBJECT, 1);
    public static final Topic EMAIL_VERIFIED = new Topic(
            "otp.email-verified",
            Key.SUBJECT,
            Set.of(Cleanup.COMPACT),
            Optional.empty(),
            Optional.of(Duration.ofDays(30)),
            Optional.of(Duration.ofDays(31)));
    public static final Topic APPLICATIONS = new Topic(
            "otp.applications",
            Key.APPLICATION,
            Set.of(Cleanup.COMPACT),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofDays(1)));
    public static final Topic SESSIONS = new Topic(
            "otp.sessions",
            Key.SESSION,
            Set.of(Cleanup.COMPACT, Cleanup.DELETE),
            Optional.of(Duration.ofDays(31)),
            Optional.empty(),
            Optional.empty());
    public static final Topic SIGNALS = deleted("otp.signals", Key.SUBJECT, 7);
    public static final Topic DEAD_LETTERS = deleted("otp.dead-letters", Key.AS_FOUND, 14);

    public static final List<Topic> ALL = List.of(
            REQUESTS,
            SIGNUPS,
            CHALLENGES,
            EMAILS,
            EMAILS_DELAYED,
            DELIVERIES,
            VERIFICATIONS,
            RESULTS,
            EMAIL_VERIFIED,
            APPLICATIONS,
            SESSIONS,
            SIGNALS,
            DEAD_LETTERS);

    private static Topic deleted(String name, Key key, int days) {
        return new Topic(
                name,
                key,
                Set.of(Cleanup.DELETE),
                Optional.of(Duration.ofDays(days)),
                Optional.empty(),
                Optional.empty());
    }
}
