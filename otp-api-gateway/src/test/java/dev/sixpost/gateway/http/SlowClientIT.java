package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** H-29: clients that send a byte now and then. */
class SlowClientIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = new HttpServer(
                new HttpServer.Settings(InetAddress.getLoopbackAddress(), 0, 100, 100_000, TrustedProxies.parse("")),
                new Routes(List.of(
                        Route.of("GET", "/", _ -> Response.text(200, "text/plain", "ok")),
                        Route.of(
                                "POST",
                                "/",
                                r -> Response.text(
                                        200, "text/plain", "" + r.body().read().length)))),
                (_, _) -> Optional.empty(),
                new SimpleMeterRegistry());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Side by side: each of them takes its ten seconds. */
    @Test
    void requestsThatTrickleInAreCutOffWithinTenSecondsAndOthersAreServed() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> cutOff = Stream.of(
                            "GET / HT",
                            "GET / HTTP/1.1\r\nHost: local",
                            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nab",
                            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\nab")
                    .map(beginning -> clients.submit(() -> untilCutOff(beginning)))
                    .toList();
            try (Wire other = new Wire(server.port())) {
                assertThat(other.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .reply()
                                .status())
                        .isEqualTo(200);
            }
            for (Future<Duration> after : cutOff) {
                assertThat(after.get(BOUND.toSeconds(), TimeUnit.SECONDS))
                        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
            }
        }
    }

    private static Duration untilCutOff(String beginning) throws Exception {
        long before = System.nanoTime();
        CountDownLatch closed = new CountDownLatch(1);
        try (Wire slow = new Wire(server.port())) {
            slow.send(beginning);
            Thread trickle = Thread.ofPlatform().name("trickle").start(() -> trickle(slow, closed));
            assertThat(slow.closedByPeer()).as(beginning).isTrue();
            closed.countDown();
            trickle.join();
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static void trickle(Wire slow, CountDownLatch closed) {
        try {
            while (!closed.await(500, TimeUnit.MILLISECONDS)) {
                slow.send("a");
            }
        } catch (SocketException e) {
            // Closed, as it should be.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
