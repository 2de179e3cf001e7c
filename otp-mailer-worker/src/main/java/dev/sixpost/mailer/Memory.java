package dev.sixpost.mailer;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What became of the latest tries, so that a record that comes again to this process, because its lock was lost or
 * somebody wrote it twice, is not sent again. Bounded; the oldest are forgotten. Safe for many threads.
 */
final class Memory {
    private static final int MAX_TRIES = 50_000;

    private final SequencedMap<String, CompletableFuture<Conclusion>> tries = new LinkedHashMap<>();

    /** A try that ends with a conclusion. */
    interface Try {
        Conclusion run() throws InterruptedException;
    }

    /** Runs it, or waits for and answers with what the same try before came to. */
    Conclusion once(String eventId, int attempt, Try attempted) throws InterruptedException {
        CompletableFuture<Conclusion> mine = new CompletableFuture<>();
        CompletableFuture<Conclusion> before = remember(eventId + "#" + attempt, mine);
        if (before != null) {
            try {
                return before.get();
            } catch (ExecutionException e) {
                throw new CompletionException("the same try failed", e.getCause());
            }
        }
        try {
            Conclusion conclusion = attempted.run();
            mine.complete(conclusion);
            return conclusion;
        } catch (InterruptedException | RuntimeException | Error e) {
            forget(eventId + "#" + attempt);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized @Nullable CompletableFuture<Conclusion> remember(
            String key, CompletableFuture<Conclusion> mine) {
        CompletableFuture<Conclusion> before = tries.putIfAbsent(key, mine);
        if (before == null && tries.size() > MAX_TRIES) {
            tries.pollFirstEntry();
        }
        return before;
    }

    private synchronized void forget(String key) {
        tries.remove(key);
    }
}
