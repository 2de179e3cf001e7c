package dev.sixpost.system;

import com.sun.net.httpserver.HttpServer;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.page.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A page with the element as it is shipped, whose gateway is the script {@code scripted-gateway.js} inside the page. */
final class ScriptedSite implements AutoCloseable {
    private final HttpServer server;

    ScriptedSite() throws IOException, InterruptedException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        serve("/", "text/html; charset=utf-8", """
            <!doctype html><html lang="en"><title>Scripted</title><main></main>
            <script>%s</script>
            <script type="module" src="/assets/otp-verify.js"></script>
            """.formatted(script()));
        serve("/assets/otp-verify.js", "text/javascript; charset=utf-8", component());
        server.start();
    }

    private void serve(String path, String type, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String script() throws IOException {
        try (InputStream in = ScriptedSite.class.getResourceAsStream("scripted-gateway.js")) {
            if (in == null) {
                throw new IllegalStateException("missing resource scripted-gateway.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String component() throws InterruptedException {
        Request request = new Request(
                "GET",
                Map.of("name", "otp-verify.js"),
                "",
                _ -> List.of(),
                () -> new byte[0],
                "192.0.2.1",
                "00-" + "0".repeat(32));
        return ((Response.Whole) new Assets().route().handler().handle(request)).body();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
