package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.StartException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answer to an administrative request, with a bound and an explanation. */
final class Admins {
    private static final long SECONDS = 15;

    private Admins() {}

    /** {@code doing} completes "Kafka refused …". */
    static <T> T answer(KafkaFuture<T> future, String doing) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while " + doing, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("Kafka refused " + doing + ": " + nameOf(e), e);
        }
    }

    static String nameOf(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName();
    }
}
