package dev.sixpost.kit.kafka;

import dev.sixpost.kit.life.StartException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answer to an administrative request, with a bound and an explanation. */
final class Admins {
    private static final long SECONDS = 15;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

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

    /** Asks until there is an answer: what one broker has acknowledged, another may not know for a moment. */
    static <T> T settled(Supplier<Optional<T>> question, String missing) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StartException(missing);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static boolean causedBy(StartException e, Class<? extends Exception> type) {
        Throwable cause = e.getCause();
        return cause instanceof ExecutionException && type.isInstance(cause.getCause());
    }

    /** The class of what went wrong: messages may quote settings. */
    static String nameOf(Exception e) {
        boolean wraps = e instanceof ExecutionException || e.getClass() == KafkaException.class;
        Throwable cause = wraps && e.getCause() != null ? e.getCause() : e;
        return cause.getClass().getSimpleName();
    }
}
