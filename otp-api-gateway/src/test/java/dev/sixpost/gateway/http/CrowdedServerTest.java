package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** H-29, H-31: one machine opens more connections than there may be, and begins a request on each. */
class CrowdedServerTest {
    private static final int MAX_CONNECTIONS = 16;

    /** More than are let in before some have left. */
    private static final int CROWD = 250;

    /** A request that trickles in is cut off only after ten. */
    private static final Duration AT_ONCE = Duration.ofSeconds(6);

    private static final String ASK = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final List<Wire> crowd = new ArrayList<>();
    private final HttpServer server = new HttpServer(
            new HttpServer.Settings(
                    InetAddress.getLoopbackAddress(), 0, MAX_CONNECTIONS, 100_000, TrustedProxies.parse("")),
            new Routes(List.of(Route.of("GET", "/", _ -> Response.text(200, "text/plain", "ok")))),
            (_, _) -> Optional.empty(),
            new SimpleMeterRegistry());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Wire wire : crowd) {
            wire.close();
        }
        server.close();
    }

    @Test
    void whoIsThereStaysAndWhoComesIsServedWhileOneMachineBeginsRequestsAndEndsNone() throws Exception {
        InetAddress elsewhere = InetAddress.getByName("127.0.0.2");
        try (Wire there = new Wire(server.port())) {
            assertThat(there.send(ASK).reply().status()).isEqualTo(200);
            long begin = System.nanoTime();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(new Wire(server.port(), elsewhere).send("G"));
            }

            assertThat(there.send(ASK).reply().status()).isEqualTo(200);
            try (Wire late = new Wire(server.port())) {
                assertThat(late.send(ASK).reply().status()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
        }
    }

    /** Where all come through one address, it is the oldest of the unfinished that go. */
    @Test
    void whoComesIsServedAlsoWhenAllComeFromOneAddress() throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(new Wire(server.port()).send("G"));
        }
        try (Wire late = new Wire(server.port())) {
            assertThat(late.send(ASK).reply().status()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    }
}
