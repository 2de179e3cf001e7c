package dev.sixpost.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Runs flows: request, mail, verify, event. A closed loop keeps C in flight; an open loop starts R per second. */
final class Driver implements AutoCloseable {
    private static final int WAIT_SECONDS = 60;
    private static final String APPLICATION = "/v1/" + BenchApplication.ID;

    private final int port;
    private final Flows flows;
    private final boolean respondAsync;
    private final Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger people = new AtomicInteger();

    /** Nobody has asked before, whatever benchmarks have left. */
    private final String crowd = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    Driver(int port, Flows flows, boolean respondAsync) {
        this.port = port;
        this.flows = flows;
        this.respondAsync = respondAsync;
    }

    Measured run(Load load) throws InterruptedException {
        return load.perSecond().isPresent()
                ? openLoop(load.flows(), load.perSecond().get())
                : closedLoop(load.flows(), load.inFlight());
    }

    Measured closedLoop(int count, int concurrency) throws InterruptedException {
        Measured measured = new Measured(count);
        AtomicInteger left = new AtomicInteger(count);
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < concurrency; i++) {
                workers.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        flow(System.nanoTime(), measured);
                    }
                });
            }
        }
        measured.elapsedNanos = System.nanoTime() - begin;
        return measured;
    }

    /** Latencies count from when a flow was meant to start: a stall is not forgiven to those who had to wait for it. */
    private Measured openLoop(int count, int perSecond) {
        Measured measured = new Measured(count);
        long begin = System.nanoTime();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long intended = begin + (long) (i * 1e9 / perSecond);
                for (long now = System.nanoTime(); now < intended; now = System.nanoTime()) {
                    LockSupport.parkNanos(intended - now);
                }
                workers.execute(() -> flow(intended, measured));
            }
        }
        measured.elapsedNanos = System.nanoTime() - begin;
        return measured;
    }

    private void flow(long intended, Measured measured) {
        Flow flow = flows.begin(somebody(), intended);
        try {
            go(flow);
            measured.done.add(flow);
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            measured.failed.merge(named(e), 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void go(Flow flow) throws IOException, ExecutionException, InterruptedException, TimeoutException {
        flow.asked = System.nanoTime();
        HttpConnection.Answer asked = post(
                "/otp",
                "{\"email\":\"" + flow.email + "\",\"purpose\":\"signup\"}",
                respondAsync ? "Prefer: respond-async\r\n" : "");
        flow.answered = System.nanoTime();
        require(asked.status() == (respondAsync ? 202 : 201), "request answered " + asked.status());
        Flow.Mail mail = flow.mail.get(WAIT_SECONDS, TimeUnit.SECONDS);

        flow.verifying = System.nanoTime();
        HttpConnection.Answer verified = post(
                "/otp/verify",
                "{\"email\":\"" + flow.email + "\",\"purpose\":\"signup\",\"code\":\"" + mail.code() + "\"}",
                "");
        flow.verified = System.nanoTime();
        require(
                verified.status() == 200 && verified.body().contains("\"status\":\"verified\""),
                "verify answered " + verified.status());
        flow.proven.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Asks for codes and waits for no more than that the requests are accepted. */
    Map<String, Integer> askOnly(int count, int concurrency) {
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        AtomicInteger left = new AtomicInteger(count);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < concurrency; i++) {
                workers.execute(() -> {
                    while (left.getAndDecrement() > 0) {
                        ask(somebody(), failures);
                    }
                });
            }
        }
        return failures;
    }

    private String somebody() {
        return "b" + people.incrementAndGet() + "." + crowd + "@bench.example";
    }

    private void ask(String email, Map<String, Integer> failures) {
        try {
            HttpConnection.Answer asked =
                    post("/otp", "{\"email\":\"" + email + "\",\"purpose\":\"signup\"}", "Prefer: respond-async\r\n");
            require(asked.status() == 202, "request answered " + asked.status());
        } catch (IOException | RuntimeException e) {
            failures.merge(named(e), 1, Integer::sum);
        }
    }

    private static String named(Exception failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private HttpConnection.Answer post(String path, String body, String headers) throws IOException {
        HttpConnection kept = idle.poll();
        HttpConnection connection = kept == null ? new HttpConnection(port) : kept;
        HttpConnection.Answer answer = connection.post(APPLICATION + path, body, headers);
        idle.add(connection);
        return answer;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }

    /** A run: the flows that went through, and why the others did not. */
    static final class Measured {
        private final int flows;
        final Queue<Flow> done = new ConcurrentLinkedQueue<>();
        final Map<String, Integer> failed = new ConcurrentHashMap<>();
        volatile long elapsedNanos;

        Measured(int flows) {
            this.flows = flows;
        }

        /** How many flows did not go through, by why; also those of which nothing is known. */
        Map<String, Integer> failures() {
            Map<String, Integer> all = new TreeMap<>(failed);
            int known = done.size()
                    + failed.values().stream().mapToInt(Integer::intValue).sum();
            if (known < flows) {
                all.put("neither went through nor failed", flows - known);
            }
            return all;
        }

        double perSecond() {
            return done.size() / (elapsedNanos / 1e9);
        }
    }
}
