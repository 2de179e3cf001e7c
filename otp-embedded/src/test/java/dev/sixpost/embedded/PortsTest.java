package dev.sixpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What is chosen now and listened on in a second must not be somebody else's by then. */
class PortsTest {

    @Test
    void givesDifferentPortsOfWhichNoneIsOneAClientCouldBeGiven() {
        assertThat(Ports.free(50))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(1024, 32_767));
    }

    @Test
    void knowsAPortThatIsListenedOn() throws Exception {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(busy.getLocalPort())).isFalse();
        }
    }
}
