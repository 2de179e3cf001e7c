package dev.sixpost.mailer.smtp;

import java.time.Duration;
import java.time.Instant;

/** Whether a relay may be asked. An immutable state; {@link #of} starts it, each event gives the next one. Pure. */
public sealed interface Circuit {

    /** In use; so many failures in a row. */
    record Closed(int failures) implements Circuit {}

    /** Left alone until then; {@code openings} in a row without a success. */
    record Open(Instant until, int openings) implements Circuit {}

    /** One trial is under way and decides; it counts as failed if nothing is heard of it until then. */
    record Trying(Instant until, int openings) implements Circuit {}

    /**
     * When a circuit opens and for how long.
     *
     * @param failures that many in a row open it
     * @param first the first pause; each further one is twice as long
     * @param longest the bound of that
     * @param firstAfterRefusal the first pause after refused credentials: repeating them soon could lock the account
     * @param longestAfterRefusal the bound of that
     * @param trial how long a trial may take
     */
    record Policy(
            int failures,
            Duration first,
            Duration longest,
            Duration firstAfterRefusal,
            Duration longestAfterRefusal,
            Duration trial) {
        public static final Policy DEFAULT = new Policy(
                3,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofSeconds(150));
    }

    static Circuit of() {
        return new Closed(0);
    }

    /** Whether it may be used without further ado. */
    default boolean closed() {
        return this instanceof Closed;
    }

    /** Whether the pause is over, so that one trial may be made. */
    default boolean mayTry(Instant now) {
        return switch (this) {
            case Closed _ -> false;
            case Open(Instant until, int _) -> !now.isBefore(until);
            case Trying(Instant until, int _) -> !now.isBefore(until);
        };
    }

    /** When it is worth looking again. */
    default Instant nextLook(Instant now) {
        return switch (this) {
            case Closed _ -> now;
            case Open(Instant until, int _) -> until;
            case Trying(Instant until, int _) -> until;
        };
    }

    /** How long it is still left alone; a trial under way may end that at any moment. */
    default Duration pause(Instant now) {
        return switch (this) {
            case Open(Instant until, int _) when now.isBefore(until) -> Duration.between(now, until);
            case Open _, Closed _, Trying _ -> Duration.ZERO;
        };
    }

    default Circuit trying(Policy policy, Instant now) {
        return new Trying(now.plus(policy.trial), openings());
    }

    /** A success of before the pause does not end it: a kept connection works on with credentials that are refused now. */
    default Circuit succeeded() {
        return this instanceof Open ? this : new Closed(0);
    }

    /** The trial said nothing of the relay, because its mail came too late or found no connection: another may be made now. */
    default Circuit undecided(Instant now) {
        return this instanceof Trying(Instant _, int openings) ? new Open(now, openings) : this;
    }

    /** Another failure; {@code jitter}, from 0 to 1, spreads the instances over half of the pause. */
    default Circuit failed(Policy policy, Instant now, double jitter) {
        return switch (this) {
            case Closed(int failures) when failures + 1 < policy.failures -> new Closed(failures + 1);
            case Closed _ -> opened(policy.first, policy.longest, now, jitter);
            case Trying _ -> opened(policy.first, policy.longest, now, jitter);
            case Open open -> open;
        };
    }

    /** A refusal of our credentials never shortens a pause and never takes less than {@code firstAfterRefusal}. */
    default Circuit refused(Policy policy, Instant now, double jitter) {
        return switch (this) {
            case Open open when open.until.isAfter(now.plus(policy.firstAfterRefusal)) -> open;
            case Open _, Closed _, Trying _ ->
                opened(policy.firstAfterRefusal, policy.longestAfterRefusal, now, jitter);
        };
    }

    private Circuit opened(Duration first, Duration longest, Instant now, double jitter) {
        int openings = openings();
        long doubled = first.toMillis() << Math.min(openings, 16);
        long pause = Math.min(doubled, longest.toMillis());
        return new Open(now.plusMillis(pause + (long) (pause / 2.0 * jitter)), openings + 1);
    }

    private int openings() {
        return switch (this) {
            case Closed _ -> 0;
            case Open(Instant _, int openings) -> openings;
            case Trying(Instant _, int openings) -> openings;
        };
    }
}
