package dev.sixpost.mailer.smtp;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.mail.Unrenderable;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import dev.sixpost.mailer.smtp.SmtpAnswer.Busy;
import dev.sixpost.mailer.smtp.SmtpAnswer.Refused;
import dev.sixpost.mailer.smtp.SmtpAnswer.Unwritten;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one relay: kept between mails, at most {@code maxConnections} at a time. One that the relay closed
 * meanwhile is replaced without anybody noticing. Safe for many threads.
 */
final class ConnectionPool implements AutoCloseable {
    /** Relays commonly hang up on a connection after some hundred mails. */
    private static final int MAILS_PER_CONNECTION = 100;

    private static final Duration ASK_AFTER_IDLE = Duration.ofSeconds(5);
    private static final Duration CLOSE_AFTER_IDLE = Duration.ofSeconds(60);

    private final RelaySettings relay;
    private final Duration patience;
    private final Watchdog watchdog;
    private final Logins logins = new Logins();
    private final Semaphore free;
    private final BlockingDeque<Kept> idle;
    private volatile boolean closed;

    private record Kept(SmtpConnection connection, long sinceNanos) {
        private boolean idleFor(Duration span) {
            return System.nanoTime() - sinceNanos > span.toNanos();
        }
    }

    /** {@code patience}: how long a mail may wait for a connection that is free. */
    ConnectionPool(RelaySettings relay, Duration patience, Watchdog watchdog) {
        this.relay = relay;
        this.patience = patience;
        this.watchdog = watchdog;
        this.free = new Semaphore(relay.maxConnections(), true);
        this.idle = new LinkedBlockingDeque<>(relay.maxConnections());
    }

    /** Sends over a kept connection, or a new one. {@link Busy} where none is free in time. */
    SmtpAnswer send(Draft draft, Expiry expiry) throws InterruptedException {
        int failures = logins.failures();
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Busy();
        }
        try {
            SmtpConnection kept = living();
            if (kept != null) {
                SmtpAnswer answer = sendOver(kept, draft, expiry);
                if (!hungUpBefore(answer)) {
                    return answer;
                }
            }
            return sendOverNew(draft, expiry, failures);
        } finally {
            free.release();
        }
    }

    /**
     * Opens a connection and keeps it, to learn whether the relay is well, which one that is kept says nothing of: it may have
     * logged in with credentials that are refused now. The one idle for longest makes room.
     */
    SmtpAnswer probe() throws InterruptedException {
        int failures = logins.failures();
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Busy();
        }
        try {
            Kept oldest = idle.pollLast();
            if (oldest != null) {
                oldest.connection.close();
            }
            SmtpConnection connection = new SmtpConnection(relay, watchdog);
            SmtpAnswer answer =
                    logins.open(connection, failures, relay.timeouts().total());
            keepOrClose(connection);
            return answer;
        } finally {
            free.release();
        }
    }

    boolean hasRoom() {
        return free.availablePermits() > 0 && !free.hasQueuedThreads();
    }

    /** Closes what has been idle for long. */
    void sweep() {
        for (Kept oldest = idle.pollLast(); oldest != null; oldest = idle.pollLast()) {
            if (!oldest.idleFor(CLOSE_AFTER_IDLE)) {
                if (!idle.offerLast(oldest)) {
                    oldest.connection.close();
                }
                return;
            }
            oldest.connection.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private SmtpAnswer sendOverNew(Draft draft, Expiry expiry, int failures) throws InterruptedException {
        SmtpConnection connection = new SmtpConnection(relay, watchdog);
        SmtpAnswer opened = logins.open(connection, failures, relay.timeouts().total());
        if (opened instanceof Accepted) {
            return sendOver(connection, draft, expiry);
        }
        keepOrClose(connection);
        return opened;
    }

    private SmtpAnswer sendOver(SmtpConnection connection, Draft draft, Expiry expiry) {
        try {
            return connection.send(draft.write(), expiry);
        } catch (Unrenderable e) {
            return new Unwritten();
        } finally {
            keepOrClose(connection);
        }
    }

    /** The one used last, so that few stay warm. Where it turns out dead, those that have been idle for longer go unasked. */
    private @Nullable SmtpConnection living() {
        Kept kept = idle.pollFirst();
        if (kept == null) {
            return null;
        }
        if (!kept.idleFor(ASK_AFTER_IDLE) || kept.connection.alive()) {
            return kept.connection;
        }
        kept.connection.close();
        closeIdle();
        return null;
    }

    private void closeIdle() {
        for (Kept kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            kept.connection.close();
        }
    }

    private void keepOrClose(SmtpConnection connection) {
        boolean keep = connection.usable() && connection.sent() < MAILS_PER_CONNECTION && !closed;
        if (!keep || !idle.offerFirst(new Kept(connection, System.nanoTime()))) {
            connection.close();
        }
    }

    /** The relay had closed the connection while it was idle: it has heard nothing of this mail. */
    private static boolean hungUpBefore(SmtpAnswer answer) {
        return switch (answer) {
            case Broken(Stage stage, var why) -> stage == Stage.MAIL && why != SmtpAnswer.Breakage.TIMED_OUT;
            case Refused(Stage stage, int code) -> stage == Stage.MAIL && code == Classification.SERVICE_CLOSING;
            case Accepted _, Busy _, Unwritten _, SmtpAnswer.TooLate _ -> false;
        };
    }
}
