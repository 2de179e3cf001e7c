package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriverTest {

    @Test
    void anAnswerThatIsNoHttpFailsItsFlowAndNotTheOnesThatFollow() throws Exception {
        Thread answering;
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Driver driver = new Driver(server.getLocalPort(), new Flows(), false)) {
            answering = Thread.ofVirtual().start(() -> mutter(server));

            Driver.Measured measured = driver.closedLoop(3, 1);

            assertThat(measured.failures()).hasSize(1).containsValue(3);
        }
        assertThat(answering.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aFlowOfWhichNothingIsKnownIsAFailure() {
        Driver.Measured measured = new Driver.Measured(4);
        measured.done.add(new Flow("b1@bench.example", 0));
        measured.failed.put("request answered 500", 2);

        assertThat(measured.failures())
                .containsEntry("request answered 500", 2)
                .containsEntry("neither went through nor failed", 1);
    }

    private static void mutter(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read();
                    client.getOutputStream().write("oh\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
