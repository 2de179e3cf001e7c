package dev.sixpost.bench;

import dev.sixpost.embedded.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests pile up while the relay is away; then it is back, and every one of them is to be delivered once. */
final class Backlog {
    private static final int ASKING = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    /** A mail that a worker did not acknowledge comes to another one after so long, and would be seen a second time. */
    private static final Duration LOCK = Duration.ofSeconds(12);

    private final Options options;
    private final PrintStream out;
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final AtomicInteger surplus = new AtomicInteger();

    Backlog(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    boolean run(Path root) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int smtpPort = Ports.free();
        try (Place place = Place.of(options)) {
            Stack stack = Stack.start(options, root, place, smtpPort);
            BenchApplication.configure(stack.bootstrap());
            out.println("stack ready, what it says is in " + place.folder());
            long begun = System.nanoTime();
            Map<String, Integer> failures = ask(stack);
            int accepted = options.flows()
                    - failures.values().stream().mapToInt(Integer::intValue).sum();
            out.printf("accepted %d requests at %.0f/s%n", accepted, perSecond(accepted, begun));
            CountDownLatch missing = new CountDownLatch(accepted);
            long back = System.nanoTime();
            try (SmtpSink _ =
                    new SmtpSink(smtpPort, Duration.ofMillis(options.relayDelayMillis()), (recipient, text) -> {
                        if (reached.add(recipient)) {
                            missing.countDown();
                        } else {
                            surplus.incrementAndGet();
                        }
                    })) {
                boolean all = missing.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                int delivered = reached.size();
                out.printf("delivered %d mails at %.0f/s%n", delivered, perSecond(delivered, back));
                lookOn();
                out.printf("resident MiB %s%n", stack.usage().residentMiB());
                out.printf("failures %s, delivered twice %d%n", failures, surplus.get());
                return all && failures.isEmpty() && surplus.get() == 0;
            }
        }
    }

    private Map<String, Integer> ask(Stack stack) throws IOException {
        try (Driver driver = new Driver(stack.httpPort(), new Flows(), true)) {
            return driver.askOnly(options.flows(), ASKING);
        }
    }

    private static void lookOn() {
        long end = System.nanoTime() + LOCK.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            LockSupport.parkNanos(end - now);
        }
    }

    private static double perSecond(int count, long sinceNanos) {
        return count / ((System.nanoTime() - sinceNanos) / 1e9);
    }
}
