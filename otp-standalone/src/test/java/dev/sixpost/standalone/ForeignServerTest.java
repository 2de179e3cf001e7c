package dev.sixpost.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something else listens where a command expects the stack. */
class ForeignServerTest {
    private static final byte[] PAGE = "<html>Hello</html>".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"demo", "apps list"})
    void isNamedInOneSentence(String typed) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        server.start();
        var complained = new ByteArrayOutputStream();
        try {
            Terminal terminal = new Terminal(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(complained, true, StandardCharsets.UTF_8));
            String port = "" + server.getAddress().getPort();

            int status = Main.run(
                    terminal,
                    Map.of("OTP_HTTP_PORT", port, "OTP_INBOX_HTTP_PORT", port, "OTP_ADMIN_TOKEN", "t"),
                    List.of(typed.split(" ")));

            assertThat(status).isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .startsWith("What answers on http://127.0.0.1:"
                        + server.getAddress().getPort() + " is something else")
                .hasLineCount(1);
    }
}
