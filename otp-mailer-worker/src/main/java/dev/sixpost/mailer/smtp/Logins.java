package dev.sixpost.mailer.smtp;

import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Busy;
import dev.sixpost.mailer.smtp.Verdict.CredentialsRefused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections to one relay: side by side once a login has succeeded, before that one after the other. Whoever
 * waited for one that failed shares its answer, so that a wrong password is tried once and locks no account. Safe for many
 * threads.
 */
final class Logins {
    private final ReentrantLock first = new ReentrantLock(true);
    private volatile boolean proven;
    private volatile int failures;
    private volatile @Nullable SmtpAnswer lastFailure;

    /** What is known before a mail waits for anything; to be handed to {@link #open}. */
    int failures() {
        return failures;
    }

    SmtpAnswer open(SmtpConnection connection, int failuresBefore, Duration patience) throws InterruptedException {
        if (proven) {
            return learned(connection.open());
        }
        if (!first.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Busy();
        }
        try {
            SmtpAnswer failed = lastFailure;
            return failures != failuresBefore && failed != null ? failed : learned(connection.open());
        } finally {
            first.unlock();
        }
    }

    private synchronized SmtpAnswer learned(SmtpAnswer answer) {
        if (answer instanceof Accepted) {
            proven = true;
            return answer;
        }
        if (Classification.of(answer) instanceof CredentialsRefused) {
            proven = false;
        }
        if (!proven) {
            lastFailure = answer;
            failures++;
        }
        return answer;
    }
}
