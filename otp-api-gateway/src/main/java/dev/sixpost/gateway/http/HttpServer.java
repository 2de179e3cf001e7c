package dev.sixpost.gateway.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server. Bounds: 8 KiB of body (64 KiB for settings), 16 KiB of headers, 4 KiB of request line, 10 s from the first to the last byte
 * of a request, 75 s between requests, a number of connections.
 */
public final class HttpServer implements AutoCloseable {
    /** What it listens on, and how much it takes. */
    public record Settings(
            InetAddress address, int port, int maxConnections, int perClientPerSecond, TrustedProxies proxies) {}

    /** What a route may ask for at most. */
    static final int LARGEST_BODY = 64 * 1024;

    private static final int MAX_REQUEST_LINE = 4 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int BACKLOG = 1024;

    /** Connections that were told to go and have not gone yet. */
    private static final int LEAVING = 128;

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Settings settings;
    private final Routes routes;
    private final Fallback fallback;
    private final MeterRegistry registry;
    private final Connections connections;
    private @Nullable WebServer server;

    public HttpServer(Settings settings, Routes routes, Fallback fallback, MeterRegistry registry) {
        this.settings = settings;
        this.routes = routes;
        this.fallback = fallback;
        this.registry = registry;
        this.connections = new Connections(settings.maxConnections());
        Gauge.builder("otp.gateway.connections", connections, Connections::count)
                .description("Open connections")
                .register(registry);
    }

    /** Fails with an {@link UncheckedIOException} where the port cannot be listened on. */
    public void start() {
        Http1Config http1 = Http1Config.builder()
                .maxPrologueLength(MAX_REQUEST_LINE)
                .maxHeadersSize(MAX_HEADERS)
                .sendKeepAliveHeader(false)
                .build();
        Edge edge = new Edge(routes, fallback, new FloodGate(System::nanoTime), settings, new EdgeMeters(registry));
        connections.start();
        WebServer started = WebServer.builder()
                .bindAddress(new InetSocketAddress(settings.address(), settings.port()))
                .backlog(BACKLOG)
                .maxPayloadSize(LARGEST_BODY)
                .maxTcpConnections(settings.maxConnections() + LEAVING)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .contentEncoding(new AsItStands())
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(new TimedSelector(
                        Http1ConnectionSelector.builder().config(http1).build(), connections))
                .directHandlers(Framing.handlers())
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .routing(HttpRouting.builder().any(edge))
                .build()
                .start();
        if (!started.isRunning()) {
            // The library logs the reason and returns.
            throw new UncheckedIOException(new BindException("cannot listen"));
        }
        server = started;
    }

    public int port() {
        WebServer running = server;
        return running == null ? -1 : running.port();
    }

    /** Requests in progress get their answers; the connections of event streams end, and whoever plays them was told before. */
    @Override
    public void close() {
        WebServer running = server;
        server = null;
        if (running != null) {
            connections.endIdle();
            running.stop();
        }
        connections.close();
    }
}
