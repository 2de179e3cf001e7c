package dev.sixpost.embedded.inbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inbox over HTTP, on loopback. */
final class InboxHttp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InboxHttp.class);
    private static final int MAX_BODY = 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final InboxRoutes routes;
    private final LiveMails live;

    private InboxHttp(HttpServer server, MailStore store, Gallery gallery) {
        this.server = server;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("inbox-http-", 0).factory());
        Page page = new Page();
        this.routes = new InboxRoutes(store, page, new GalleryRoutes(gallery, page));
        this.live = new LiveMails(store);
    }

    static InboxHttp start(int port, MailStore store, Gallery gallery) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new IOException("the inbox cannot listen on HTTP port " + port, e);
        }
        var http = new InboxHttp(server, store, gallery);
        server.setExecutor(http.threads);
        server.createContext("/", http::handle);
        server.start();
        return http;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            answer(exchange);
        } catch (IOException gone) {
            LOG.atDebug().log("an inbox reader broke off");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the inbox could not answer");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers asked = exchange.getRequestHeaders();
        String path = exchange.getRequestURI().getPath();
        secure(exchange.getResponseHeaders());
        Optional<String> refusal =
                Guard.refusal(path, asked.getFirst("Host"), asked.getFirst("Origin"), asked.getFirst("Sec-Fetch-Site"));
        if (refusal.isPresent()) {
            Reply.plain(403, refusal.get()).send(exchange);
        } else if (path.equals("/events") && exchange.getRequestMethod().equals("GET")) {
            if (!live.stream(exchange)) {
                Reply.plain(503, "Too many open pages.").send(exchange);
            }
        } else {
            routed(exchange, path).send(exchange);
        }
    }

    private Reply routed(HttpExchange exchange, String path) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Reply.plain(413, "The body is too large.");
        }
        Query query = Query.parse(exchange.getRequestURI().getRawQuery());
        return routes.answer(exchange.getRequestMethod(), path, query, body);
    }

    private static void secure(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
    }

    @Override
    public void close() {
        live.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
