package dev.sixpost.system;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody's own page with the element in it, under the policy that the documentation gives. */
final class OtherSite implements AutoCloseable {
    private final HttpServer server;

    OtherSite(URI gateway) throws IOException {
        String page = """
            <!doctype html><html lang="de"><title>Elsewhere</title><main><h1>Elsewhere</h1>
            <script type="module" src="%s/assets/otp-verify.js"></script></main>
            """.formatted(gateway);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; img-src 'self'; script-src " + gateway + "; connect-src " + gateway);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
