package dev.sixpost.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.http.Route;
import dev.sixpost.gateway.page.Assets;
import dev.sixpost.gateway.page.Language;
import dev.sixpost.gateway.page.Pages;
import dev.sixpost.kit.text.Messages;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page with the element, and the hosted pages of the application {@code acme}, all as they are shipped. Their gateway is the
 * script {@code scripted-gateway.js} inside each page.
 */
final class ScriptedSite implements AutoCloseable {
    private static final String SCRIPT = "<script src=\"/script.js\"></script>";
    private static final String SCRIPT_TYPE = "text/javascript; charset=utf-8";
    private static final String PAGE_TYPE = "text/html; charset=utf-8";

    private final HttpServer server;

    ScriptedSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        serve("/", PAGE_TYPE, """
            <!doctype html><html lang="en"><title>Scripted</title><main></main>%s
            <script type="module" src="/assets/otp-verify.js"></script>
            """.formatted(SCRIPT));
        serve("/script.js", SCRIPT_TYPE, script());
        Route assets = new Assets().route();
        server.createContext("/assets/", exchange -> answer(exchange, assets, "name", lastOf(exchange)));
        Pages pages = new Pages(
                id -> Optional.of(ApplicationSettings.complete(
                        Json.LENIENT.readTree("{\"id\":\"" + id + "\",\"name\":\"Acme\"}"))),
                new Language(Messages.load()));
        for (Route page : pages.routes()) {
            String path = page.pattern().replace("{application}", "acme");
            server.createContext(path, exchange -> answer(exchange, page, "application", "acme"));
        }
        server.start();
    }

    private void serve(String path, String type, String content) {
        server.createContext(path, exchange -> send(exchange, 200, type, content));
    }

    private static void answer(HttpExchange exchange, Route route, String name, String value) throws IOException {
        Request request = new Request(
                "GET", Map.of(name, value), "", _ -> List.of(), () -> new byte[0], "192.0.2.1", "00-" + "0".repeat(32));
        try {
            Response.Whole whole = (Response.Whole) route.handler().handle(request);
            String type = whole.fields().getOrDefault("Content-Type", PAGE_TYPE);
            send(exchange, whole.status(), type, whole.body().replace("<head>", "<head>" + SCRIPT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static String lastOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void send(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String script() throws IOException {
        try (InputStream in = ScriptedSite.class.getResourceAsStream("scripted-gateway.js")) {
            if (in == null) {
                throw new IllegalStateException("missing resource scripted-gateway.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
