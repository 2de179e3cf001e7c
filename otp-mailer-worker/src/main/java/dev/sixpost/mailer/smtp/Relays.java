package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.mail.OutgoingMail;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All relays, in the order in which they stand in for each other. Safe for many threads. */
public final class Relays implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final List<Relay> relays;
    private final Watchdog watchdog;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private boolean closed;

    /** What came of a mail, and by which relay. */
    public record Attempt(String relay, Verdict verdict) {}

    public Relays(List<RelaySettings> settings, Circuit.Policy policy, InstantSource time) {
        this.watchdog = new Watchdog();
        this.time = time;
        this.relays = settings.stream()
                .map(s -> new Relay(
                        s,
                        policy,
                        watchdog,
                        time,
                        () -> ThreadLocalRandom.current().nextDouble()))
                .toList();
        scheduleSweep();
    }

    /**
     * Sends by the preferred relay, or the next one that is well. Where a relay may have taken the mail before the
     * connection broke, no other is asked. Empty where no relay may be asked at present.
     */
    public Optional<Attempt> send(String preferred, OutgoingMail mail, Expiry expiry) throws InterruptedException {
        Attempt last = null;
        for (Relay relay : inOrder(preferred)) {
            if (!relay.admits()) {
                continue;
            }
            last = new Attempt(relay.name(), relay.send(mail, expiry));
            boolean next = switch (last.verdict()) {
                case RelayDown(Integer _, boolean ambiguous) -> !ambiguous;
                case CredentialsRefused _ -> true;
                case Verdict.Sent _, Verdict.Rejected _, Verdict.Deferred _, Verdict.TooLate _ -> false;
            };
            if (!next) {
                break;
            }
        }
        return Optional.ofNullable(last);
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

    private List<Relay> inOrder(String preferred) {
        List<Relay> ordered = new ArrayList<>(relays);
        ordered.sort(
                (a, b) -> Boolean.compare(b.name().equals(preferred), a.name().equals(preferred)));
        return ordered;
    }

    private void scheduleSweep() {
        @SuppressWarnings("unused") // ends with the watchdog
        var sweep = watchdog.after(SWEEP, () -> {
            relays.forEach(Relay::sweep);
            scheduleSweep();
        });
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
        relays.forEach(Relay::close);
        watchdog.close();
    }
}
