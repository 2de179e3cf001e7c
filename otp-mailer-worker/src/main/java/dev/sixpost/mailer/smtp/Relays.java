package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Loop;
import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All relays. A relay that an application names is for the applications that name it, and no other stands in for it: mails
 * of one tenant never leave by another's. The default one, and those that nobody names, stand in for each other in their
 * order. Safe for many threads.
 */
public final class Relays implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(10);

    /** Among several a mail does not hold up those of others for longer while all connections of its own are in use. */
    private static final Duration PATIENCE_AMONG_SEVERAL = Duration.ofSeconds(3);

    private final List<Relay> relays;
    private final Predicate<String> named;
    private final Watchdog watchdog;
    private @Nullable Loop sweeping;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private boolean closed;

    /** What came of a mail, and by which relay. */
    public record Attempt(String relay, Verdict verdict) {}

    /** {@code named}: whether some application names a relay as its own, now. */
    public Relays(List<RelaySettings> settings, Circuit.Policy policy, InstantSource time, Predicate<String> named) {
        this.named = named;
        this.watchdog = new Watchdog("mailer-watchdog");
        this.time = time;
        this.relays = settings.stream()
                .map(s -> new Relay(
                        s,
                        settings.size() == 1 ? s.timeouts().total() : PATIENCE_AMONG_SEVERAL,
                        policy,
                        watchdog,
                        time,
                        () -> ThreadLocalRandom.current().nextDouble()))
                .toList();
    }

    /** From now on connections that have been idle for long are closed. */
    public void start() {
        lock.lock();
        try {
            if (!closed) {
                sweeping = Loop.start("mailer-connections", this::sweepOnceInAWhile);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends by the application's own relay, or else by the first of the common ones that is well. Where a relay may have taken the mail before the
     * connection broke, no other is asked. Empty where no relay may be asked at present.
     */
    public Optional<Attempt> send(String own, Draft draft, Expiry expiry) throws InterruptedException {
        Attempt last = null;
        for (Relay relay : candidates(own)) {
            if (!relay.admits()) {
                continue;
            }
            last = new Attempt(relay.name(), relay.send(draft, expiry));
            boolean next = switch (last.verdict()) {
                case RelayDown(Integer _, boolean ambiguous) -> !ambiguous;
                case CredentialsRefused _ -> true;
                // Nobody was asked where no connection was free.
                case Verdict.Deferred(Integer code) -> code == null;
                case Verdict.Sent _, Verdict.Rejected _, Verdict.TooLate _, Verdict.Unwritten _ -> false;
            };
            if (!next) {
                break;
            }
        }
        return Optional.ofNullable(last);
    }

    /** How long none of those that could send by the application's own relay may be asked: nothing while one may be. */
    public Duration away(String own) {
        Instant now = time.instant();
        return candidates(own).stream()
                .map(relay -> relay.circuit().pause(now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Waits until some relay may be used, trying those whose pause is over; false where none could be in that time. */
    public boolean await(Duration atMost) throws InterruptedException {
        Instant deadline = time.instant().plus(atMost);
        while (!anyWell()) {
            Instant now = time.instant();
            Instant look = relays.stream()
                    .map(r -> r.circuit().nextLook(now))
                    .min(Instant::compareTo)
                    .orElse(deadline);
            Duration pause = Duration.between(now, look.isBefore(deadline) ? look : deadline);
            if (!now.isBefore(deadline) || pauseInterrupted(pause)) {
                return false;
            }
        }
        return true;
    }

    /** Whether some relay is in use: the readiness of a mailer. */
    public boolean inUse() {
        return relays.stream().anyMatch(r -> r.circuit().closed());
    }

    /** Whether another mail would find a connection at once, if it is for the right relay. */
    public boolean haveRoom() {
        return relays.stream().anyMatch(r -> r.circuit().closed() && r.hasRoom());
    }

    private boolean anyWell() throws InterruptedException {
        if (inUse()) {
            return true;
        }
        for (Relay relay : relays) {
            if (relay.admits() && relay.probe()) {
                return true;
            }
        }
        return false;
    }

    /** True where the relays were closed meanwhile. */
    private boolean pauseInterrupted(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = Math.max(pause.toNanos(), TimeUnit.MILLISECONDS.toNanos(1));
            while (left > 0 && !closed) {
                left = stopped.awaitNanos(left);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a relay of this name. */
    public boolean has(String name) {
        return relays.stream().anyMatch(relay -> relay.name().equals(name));
    }

    private List<Relay> candidates(String own) {
        if (!own.equals(RelaySettings.DEFAULT_NAME) && has(own)) {
            return relays.stream().filter(relay -> relay.name().equals(own)).toList();
        }
        return relays.size() == 1
                ? relays
                : relays.stream().filter(this::common).toList();
    }

    private boolean common(Relay relay) {
        return relay.name().equals(RelaySettings.DEFAULT_NAME) || !named.test(relay.name());
    }

    private void sweepOnceInAWhile() throws InterruptedException {
        if (!pauseInterrupted(SWEEP)) {
            relays.forEach(Relay::sweep);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
        Loop started = sweeping;
        if (started != null) {
            started.close();
        }
        relays.forEach(Relay::close);
        watchdog.close();
    }
}
