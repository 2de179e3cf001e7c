package dev.sixpost.kit.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.config.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Carries the operators' routes over HTTP, on loopback unless {@code OTP_BIND_ADDRESS} says otherwise. At most 32 at a
 * time, 64 KiB of body, 10 s each way.
 */
public final class OpsServer implements AutoCloseable {
    private static final int DEFAULT_PORT = 8081;
    private static final int MAX_BODY = 64 * 1024;
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService threads;
    private final OpsRoutes routes;
    private final Semaphore room = new Semaphore(32);

    private OpsServer(HttpServer server, OpsRoutes routes) {
        this.server = server;
        this.routes = routes;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("ops-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Where to listen; port 0 stands for any free one. */
    public static InetSocketAddress address(Environment env) {
        InetAddress host =
                env.parsed("OTP_BIND_ADDRESS", "127.0.0.1", OpsServer::host, InetAddress.getLoopbackAddress());
        return new InetSocketAddress(host, env.number("OTP_OPS_PORT", DEFAULT_PORT, 0, 65_535));
    }

    public static OpsServer start(InetSocketAddress address, OpsRoutes routes) {
        bound("sun.net.httpserver.maxReqTime", "10");
        bound("sun.net.httpserver.maxRspTime", "10");
        bound("jdk.httpserver.maxConnections", "256");
        try {
            OpsServer started = new OpsServer(HttpServer.create(address, BACKLOG), routes);
            started.server.start();
            return started;
        } catch (BindException e) {
            throw new ConfigurationException(
                    List.of("OTP_OPS_PORT stands for port " + address.getPort() + ", which cannot be listened on"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!room.tryAcquire()) {
                Answer busy = OpsProblem.UNAVAILABLE.answer("As many are asking as may at a time.");
                send(exchange, busy.with("Retry-After", "1"));
                return;
            }
            try {
                byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
                send(
                        exchange,
                        body.length > MAX_BODY
                                ? OpsProblem.TOO_LARGE.answer("A body may have 64 KiB.")
                                : answer(exchange, body));
            } finally {
                room.release();
            }
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return routes.answer(new Question(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                headers,
                new String(body, StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
    }

    private static InetAddress host(String text) {
        try {
            return InetAddress.getByName(text.strip());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is neither an address nor a name of this host", e);
        }
    }

    /** The JDK's server reads its bounds from system properties, before the first one is created. */
    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
