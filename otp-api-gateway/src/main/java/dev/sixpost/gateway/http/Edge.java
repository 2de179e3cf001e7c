package dev.sixpost.gateway.http;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.crypto.NoEntropyException;
import dev.sixpost.kit.trace.TraceContext;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the server reads into a {@link Request}, finds its route, and writes the {@link Response}. */
final class Edge implements io.helidon.webserver.http.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final int FRAMES_IN_LOG = 8;

    private final Routes routes;
    private final Fallback fallback;
    private final FloodGate gate;
    private final HttpServer.Settings settings;
    private final EdgeMeters meters;

    Edge(Routes routes, Fallback fallback, FloodGate gate, HttpServer.Settings settings, EdgeMeters meters) {
        this.routes = routes;
        this.fallback = fallback;
        this.gate = gate;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest asked, ServerResponse answer) {
        Connection connection = Connection.CURRENT.get();
        EdgeMeters.Sample sample = meters.started();
        List<String> given = asked.headers().all(HeaderNames.create("traceparent"), List::of);
        String traceparent = TraceContext.following(given.size() == 1 ? given.getFirst() : null)
                .traceparent();
        try {
            Response response =
                    respond(asked, connection, traceparent, sample).with("X-Content-Type-Options", "nosniff");
            connection.enter(Connection.Phase.SERVING);
            send(response.with("traceparent", traceparent), asked, answer, connection);
            sample.answered(response.status());
        } finally {
            connection.enter(Connection.Phase.WAITING);
        }
        if (connection.isLast()) {
            throw new CloseConnectionException("the last answer was given");
        }
    }

    private Response respond(ServerRequest asked, Connection connection, String traceparent, EdgeMeters.Sample sample) {
        String client = client(asked);
        int perSecond = settings.perClientPerSecond();
        if (!gate.admits(FloodGate.network(client), perSecond, 2 * perSecond)) {
            return Response.problem(Problem.of(ProblemType.RATE_LIMITED).retryAfter(1));
        }
        String method = asked.prologue().method().text();
        String rawPath = asked.prologue().uriPath().rawPath();
        Routes.Match match = routes.find(method, rawPath);
        return switch (match) {
            case Routes.Match.None _ ->
                fallback.find(method, rawPath)
                        .map(handler -> run(
                                handler,
                                request(asked, connection, Map.of(), client, traceparent, Route.MAX_BODY_BYTES)))
                        .orElseGet(() -> Response.problem(Problem.of(ProblemType.NOT_FOUND)));
            case Routes.Match.OtherMethod other ->
                Response.problem(Problem.of(ProblemType.METHOD_NOT_ALLOWED)).with("Allow", other.allow());
            case Routes.Match.Found found -> {
                sample.route(found.route().name());
                int maxBodyBytes = found.route().maxBodyBytes();
                if (asked.headers().contentLength().orElse(0) > maxBodyBytes) {
                    connection.overflowed();
                    yield Response.problem(Problem.of(ProblemType.TOO_LARGE));
                }
                yield run(
                        found.route().handler(),
                        request(asked, connection, found.values(), client, traceparent, maxBodyBytes));
            }
        };
    }

    private String client(ServerRequest asked) {
        return settings.proxies().client(asked.remotePeer().host(), fields(asked));
    }

    private static Fields fields(ServerRequest asked) {
        return name -> asked.headers().all(HeaderNames.create(name), List::of);
    }

    private static Request request(
            ServerRequest asked,
            Connection connection,
            Map<String, String> values,
            String client,
            String traceparent,
            int maxBodyBytes) {
        return new Request(
                asked.prologue().method().text(),
                values,
                asked.prologue().query().rawValue(),
                fields(asked),
                () -> body(asked, connection, maxBodyBytes),
                client,
                traceparent);
    }

    private static Response run(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (Refused e) {
            return Response.problem(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.problem(Problem.unavailable());
        } catch (NoEntropyException e) {
            LOG.atError().addKeyValue("trace", request.traceparent()).log("request is refused for want of randomness");
            return Response.problem(Problem.unavailable());
        } catch (RequestException | CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            // Messages of exceptions may quote what was sent; where it happened does not.
            StackTraceElement[] frames = e.getStackTrace();
            LOG.atError()
                    .addKeyValue("exception", e.getClass().getName())
                    .addKeyValue("trace", request.traceparent())
                    .addKeyValue("at", List.of(frames).subList(0, Math.min(frames.length, FRAMES_IN_LOG)))
                    .log("request failed unexpectedly");
            return Response.problem(Problem.of(ProblemType.INTERNAL_ERROR));
        }
    }

    private static byte[] body(ServerRequest asked, Connection connection, int maxBodyBytes) {
        try (InputStream in = asked.content().inputStream()) {
            long announced = asked.headers().contentLength().orElse(maxBodyBytes);
            byte[] body = in.readNBytes(Math.clamp(announced, 0, maxBodyBytes) + 1);
            if (body.length > maxBodyBytes) {
                connection.overflowed();
                throw new Refused(Problem.of(ProblemType.TOO_LARGE));
            }
            connection.enter(Connection.Phase.SERVING);
            return body;
        } catch (RequestException e) {
            connection.last();
            throw new Refused(Framing.refusal(e.status().code(), connection));
        } catch (NumberFormatException e) {
            connection.last();
            throw new Refused(Problem.of(ProblemType.MALFORMED_REQUEST));
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the peer left in the middle of its request", e);
        }
    }

    private static void send(Response response, ServerRequest asked, ServerResponse answer, Connection connection) {
        answer.status(Status.create(response.status()));
        for (Map.Entry<String, String> field : response.fields().entrySet()) {
            answer.header(HeaderNames.create(field.getKey()), field.getValue());
        }
        if (response instanceof Response.Whole whole && !whole.cookies().isEmpty()) {
            answer.headers().add(HeaderValues.create(HeaderNames.SET_COOKIE, whole.cookies()));
        }
        if (asked.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || (asked.headers().contains(HeaderNames.EXPECT) && !asked.continueSent())) {
            // Told to, or the body was never asked for and nobody knows whether it comes.
            connection.last();
        }
        if (connection.isLast()) {
            answer.header(HeaderValues.CONNECTION_CLOSE);
        }
        switch (response) {
            case Response.Whole whole
            when asked.prologue().method().text().equals("HEAD") -> {
                answer.contentLength(whole.body().getBytes(StandardCharsets.UTF_8).length);
                answer.send();
            }
            case Response.Whole whole -> answer.send(whole.body().getBytes(StandardCharsets.UTF_8));
            case Response.Stream _ when asked.prologue().method().text().equals("HEAD") -> answer.send();
            case Response.Stream stream -> stream(stream, answer, connection);
        }
    }

    private static void stream(Response.Stream stream, ServerResponse answer, Connection connection) {
        connection.enter(Connection.Phase.STREAMING);
        try (OutputStream out = answer.outputStream()) {
            stream.script().play(text -> {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
                connection.enter(Connection.Phase.STREAMING);
            });
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the listener left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("the server stops", e);
        }
    }
}
