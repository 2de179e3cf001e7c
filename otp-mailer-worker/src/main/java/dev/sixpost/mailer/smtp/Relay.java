package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import dev.sixpost.mailer.smtp.Verdict.Deferred;
import dev.sixpost.mailer.smtp.Verdict.Rejected;
import dev.sixpost.mailer.smtp.Verdict.RelayDown;
import dev.sixpost.mailer.smtp.Verdict.Sent;
import dev.sixpost.mailer.smtp.Verdict.TooLate;
import dev.sixpost.mailer.smtp.Verdict.Unwritten;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One relay: its connections and its circuit. Safe for many threads. */
final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final RelaySettings settings;
    private final ConnectionPool connections;
    private final Circuit.Policy policy;
    private final InstantSource time;
    private final DoubleSupplier jitter;
    private final AtomicReference<Circuit> circuit = new AtomicReference<>(Circuit.of());

    Relay(
            RelaySettings settings,
            Duration patience,
            Circuit.Policy policy,
            Watchdog watchdog,
            InstantSource time,
            DoubleSupplier jitter) {
        this.settings = settings;
        this.connections = new ConnectionPool(settings, patience, watchdog);
        this.policy = policy;
        this.time = time;
        this.jitter = jitter;
    }

    String name() {
        return settings.name();
    }

    Circuit circuit() {
        return circuit.get();
    }

    /** Whether the caller may use it now: the circuit is closed, or its pause is over and the caller makes the trial. */
    boolean admits() {
        Circuit seen = circuit.get();
        Instant now = time.instant();
        return seen.closed() || (seen.mayTry(now) && circuit.compareAndSet(seen, seen.trying(policy, now)));
    }

    boolean hasRoom() {
        return connections.hasRoom();
    }

    Verdict send(Draft draft, Expiry expiry) throws InterruptedException {
        return learn(connections.send(draft, expiry));
    }

    /** Connects without a mail, after {@link #admits}. */
    boolean probe() throws InterruptedException {
        return learn(connections.probe()) instanceof Sent;
    }

    void sweep() {
        connections.sweep();
    }

    private Verdict learn(SmtpAnswer answer) {
        Verdict verdict = Classification.of(answer);
        Instant now = time.instant();
        switch (verdict) {
            case Sent _, Rejected _ -> change(answer, Circuit::succeeded);
            case Deferred(Integer code) when code != null -> change(answer, Circuit::succeeded);
            case Deferred _, TooLate _, Unwritten _ -> change(answer, c -> c.undecided(now));
            case RelayDown _ -> change(answer, c -> c.failed(policy, now, jitter.getAsDouble()));
            case CredentialsRefused _ -> change(answer, c -> c.refused(policy, now, jitter.getAsDouble()));
        }
        return verdict;
    }

    private void change(SmtpAnswer why, UnaryOperator<Circuit> event) {
        Circuit before = circuit.getAndUpdate(event);
        Circuit after = circuit.get();
        if (before.closed() && !after.closed()) {
            LOG.atWarn().addKeyValue("relay", name()).addKeyValue("answer", why).log("relay is left alone for a while");
        } else if (!before.closed() && after.closed()) {
            LOG.atInfo().addKeyValue("relay", name()).log("relay is in use again");
        }
        if (Classification.of(why) instanceof CredentialsRefused(int code)) {
            LOG.atError()
                    .addKeyValue("relay", name())
                    .addKeyValue("code", code)
                    .log("relay refuses our credentials, check its username and password");
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
