package dev.sixpost.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
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

    Driver(int port, Flows flows, boolean respondAsync) {
        this.port = port;
        this.flows = flows;
        this.respondAsync = respondAsync;
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
    Measured openLoop(int count, int perSecond) {
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

    private void flow(long begin, Measured measured) {
        Flow flow = flows.begin("b" + people.incrementAndGet() + "@bench.example");
        try {
            HttpConnection.Answer asked = post(
                    "/otp",
                    "{\"email\":\"" + flow.email + "\",\"purpose\":\"signup\"}",
                    respondAsync ? "Prefer: respond-async\r\n" : "");
            long answered = System.nanoTime();
            require(asked.status() == (respondAsync ? 202 : 201), "request answered " + asked.status());
            Flow.Mail mail = flow.mail.get(WAIT_SECONDS, TimeUnit.SECONDS);

            long verifying = System.nanoTime();
            HttpConnection.Answer verified = post(
                    "/otp/verify",
                    "{\"email\":\"" + flow.email + "\",\"purpose\":\"signup\",\"code\":\"" + mail.code() + "\"}",
                    "");
            long done = System.nanoTime();
            require(
                    verified.status() == 200 && verified.body().contains("\"status\":\"verified\""),
                    "verify answered " + verified.status());
            long proven = flow.proven.get(WAIT_SECONDS, TimeUnit.SECONDS);
            measured.request.add(answered - begin);
            measured.mail.add(mail.atNanos() - begin);
            measured.verify.add(done - verifying);
            measured.event.add(Math.max(0, proven - verifying));
        } catch (IOException | ExecutionException | TimeoutException | IllegalStateException e) {
            measured.failures.merge(e.getClass().getSimpleName() + ": " + e.getMessage(), 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flows.end(flow);
        }
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

    /** What a run of flows took. */
    static final class Measured {
        final Latencies request;
        final Latencies mail;
        final Latencies verify;
        final Latencies event;
        final Map<String, Integer> failures = new ConcurrentHashMap<>();
        volatile long elapsedNanos;

        Measured(int count) {
            request = new Latencies(count);
            mail = new Latencies(count);
            verify = new Latencies(count);
            event = new Latencies(count);
        }

        double perSecond() {
            return event.count() / (elapsedNanos / 1e9);
        }
    }
}
