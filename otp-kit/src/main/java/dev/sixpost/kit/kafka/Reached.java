package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.StartException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster that has answered, and the client it answered to. */
record Reached(Admin admin, int brokers) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reached.class);

    private static final long ATTEMPT_SECONDS = 5;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Tries once a second, name resolution included, and gives up at once only where it is refused. */
    static Reached await(KafkaClients clients, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Exception failure;
            try {
                return attempt(clients);
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                failure = e;
            }
            if (isRefusal(failure)) {
                throw new StartException(
                        "Kafka refuses this client (" + Admins.nameOf(failure)
                                + "); check the KAFKA_SASL_… and KAFKA_SSL_… settings",
                        failure);
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StartException(
                        "Kafka has not answered for " + patience.toSeconds() + " s (" + Admins.nameOf(failure)
                                + "); check KAFKA_BOOTSTRAP_SERVERS and KAFKA_SECURITY_PROTOCOL",
                        failure);
            }
            LOG.atWarn().addKeyValue("failure", Admins.nameOf(failure)).log("Kafka does not answer and is tried again");
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static Reached attempt(KafkaClients clients) throws ExecutionException, TimeoutException {
        Admin admin = clients.admin("otp-provisioning");
        boolean answered = false;
        try {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(ATTEMPT_SECONDS, TimeUnit.SECONDS)
                    .size();
            answered = true;
            return new Reached(admin, brokers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for Kafka", e);
        } finally {
            if (!answered) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private static boolean isRefusal(Exception failure) {
        Throwable cause = failure.getCause();
        return cause instanceof AuthenticationException || cause instanceof AuthorizationException;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(ATTEMPT_SECONDS));
    }
}
