package dev.sixpost.standalone.up;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does several things side by side, because each one mostly waits. */
final class Side {

    private Side() {}

    /** Returns when all are done, throws what one of them threw; {@code name} is what the threads are called. */
    static <T> List<T> bySide(String name, long timeoutSeconds, List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name(name, 0).daemon().factory())) {
            List<Future<T>> running = tasks.stream().map(threads::submit).toList();
            List<T> results = new ArrayList<>();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
            for (Future<T> task : running) {
                results.add(result(task, end - System.nanoTime()));
            }
            return results;
        }
    }

    private static <T> T result(Future<T> task, long nanos) throws Exception {
        try {
            return task.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            task.cancel(true);
            throw e;
        }
    }
}
