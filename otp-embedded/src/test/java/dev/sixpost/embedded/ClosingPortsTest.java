package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A port above those that are given out may be that of a connection which is about to end. */
class ClosingPortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    @Timeout(60)
    void thePortOfAnOutgoingConnectionIsWaitedFor() throws Exception {
        int port = outgoing();
        Socket client = new Socket();
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            client.bind(new InetSocketAddress(LOOPBACK, port));
            client.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
            assertThat(Ports.comesFree(port, Duration.ZERO)).isFalse();
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Boolean> free = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                return Ports.comesFree(port, Duration.ofSeconds(30));
            });
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            // Whoever closes first keeps its port for a while: here that is the other side.
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();

            assertThat(free.get(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            client.close();
        }
    }

    @Test
    @Timeout(60)
    void whereSomethingListensNobodyWaits() throws Exception {
        try (ServerSocket server = new ServerSocket(outgoing(), 1, LOOPBACK)) {
            assertThat(Ports.comesFree(server.getLocalPort(), Duration.ofHours(1)))
                    .isFalse();
        }
    }

    private static int outgoing() {
        int port = ThreadLocalRandom.current().nextInt(40_000, 60_000);
        while (!Ports.isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(40_000, 60_000);
        }
        return port;
    }
}
