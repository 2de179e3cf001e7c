package dev.sixpost.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.form.JsonBody;
import dev.sixpost.schemas.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What arrives on the socket, good and bad: H-09 to H-39. */
class FramingTest {
    private static final int MAX_CONNECTIONS = 40;
    private static final String PATH = "/v1/demo/otp";
    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static HttpServer server;

    @BeforeAll
    static void start() {
        Handler echo = request -> {
            int members = JsonBody.object(request.body().read()).size();
            HANDLED.incrementAndGet();
            return Response.json(200, Map.of("members", members, "traceparent", request.traceparent()));
        };
        Routes routes = new Routes(List.of(
                Route.of("POST", "/v1/{application}/otp", Guards.posting(echo)),
                Route.of("GET", "/v1/{application}", Guards.reading(_ -> Response.json(200, Map.of("a", 1)))),
                Route.of("GET", "/broken", _ -> {
                    throw new IllegalArgumentException("ada@example.com");
                })));
        server = new HttpServer(
                new HttpServer.Settings(InetAddress.getLoopbackAddress(), 0, MAX_CONNECTIONS, 100_000),
                routes,
                (_, _) -> Optional.empty(),
                new SimpleMeterRegistry());
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        HANDLED.set(0);
    }

    private static String post(String headers, String body) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers + "\r\n"
                + body;
    }

    private static String sized(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    private static Wire.Reply ask(String request) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            return wire.send(request).reply();
        }
    }

    private static void assertProblem(Wire.Reply reply, int status, String name) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).contains("application/problem+json");
        assertThat(reply.header("cache-control")).contains("no-store");
        JsonNode body = Json.STRICT.readTree(reply.body());
        assertThat(body.get("type").asString()).isEqualTo("/problems/" + name);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asString()).isNotBlank();
    }

    private static String objectOf(int bytes) {
        String frame = "{\"email\":\"\"}";
        return "{\"email\":\"" + "a".repeat(bytes - frame.length()) + "\"}";
    }

    @Test
    void aBodyOfExactlyTheLimitIsReadAndTheConnectionIsKept() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.send(sized(objectOf(8192))).reply().status()).isEqualTo(200);
            }
        }
        assertThat(HANDLED).hasValue(3);
    }

    @Test
    void oneByteOverTheLimitIsRefusedAndTheConnectionClosed() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            assertProblem(wire.send(sized(objectOf(8193))).reply(), 413, "too-large");
            assertThat(wire.closedByPeer()).isTrue();
        }
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    void aMegabyteIsRefusedWithoutBeingTakenIn() throws IOException {
        assertProblem(ask(sized(objectOf(1_000_000))), 413, "too-large");
    }

    @Test
    void chunksBeyondTheLimitAreRefusedAtTheLimit() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(post("Transfer-Encoding: chunked\r\n", ""));
            for (int i = 0; i < 9; i++) {
                wire.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
            assertProblem(wire.reply(), 413, "too-large");
            assertThat(wire.closedByPeer()).isTrue();
        }
    }

    @Test
    void chunksWithinTheLimitAreRead() throws IOException {
        Wire.Reply reply = ask(post("Transfer-Encoding: chunked\r\n", "5\r\n{\"a\":\r\n8\r\n1,\"b\":2}\r\n0\r\n\r\n"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Json.STRICT.readTree(reply.body()).get("members").asInt()).isEqualTo(2);
    }

    @Test
    void expectingToContinueWithTooMuchIsRefusedBeforeTheBody() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(post("Content-Length: 10000\r\nExpect: 100-continue\r\n", ""));
            assertProblem(wire.reply(), 413, "too-large");
            assertThat(wire.closedByPeer()).isTrue();
        }
    }

    @Test
    void expectingToContinueIsAnsweredWhenTheBodyIsWanted() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
            assertThat(wire.reply().status()).isEqualTo(100);
            assertThat(wire.send("{}").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void expectingToContinueWhereTheBodyIsNotWantedGetsTheRefusalAndTheConnectionCloses() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            Wire.Reply reply = wire.reply();
            assertProblem(reply, 404, "not-found");
            assertThat(reply.header("connection")).contains("close");
            assertThat(wire.closedByPeer()).isTrue();
        }
    }

    static List<String> badFramings() {
        List<String> bad = new ArrayList<>();
        bad.add(post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"));
        bad.add(post("Content-Length: 2, 3\r\n", "{}"));
        bad.add(post("Content-Length: two\r\n", "{}"));
        bad.add(post("Content-Length: -2\r\n", "{}"));
        bad.add(post("Transfer-Encoding: xchunked\r\n", "2\r\n{}\r\n0\r\n\r\n"));
        bad.add(post("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n"));
        bad.add(post("Transfer-Encoding: chunked, chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"));
        bad.add(post("Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"));
        bad.add(post("Transfer-Encoding: chunked\r\n", "-2\r\n{}\r\n0\r\n\r\n"));
        bad.add("POST " + PATH + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 2\n\n{}");
        bad.add("POST " + PATH + " HTTP/1.1\r\nHost: localhost\nContent-Length: 2\r\n\r\n{}");
        bad.add("POST " + PATH + " HTTP/1.1\r\nHost : localhost\r\nContent-Length: 2\r\n\r\n{}");
        bad.add("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n");
        bad.add("GET /v1/demo HTTP/1.1\r\n\r\n");
        bad.add("GET /v1/demo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        bad.add("GET /v1/demo HTTP/1.1\r\nHost:\r\n\r\n");
        bad.add("GET /v1/demo HTTP/1.1\r\nHost: a b\r\n\r\n");
        bad.add("GET  HTTP/1.1\r\nHost: localhost\r\n\r\n");
        bad.add("GET /v1/d\0emo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        bad.add("rubbish\r\n\r\n");
        return bad;
    }

    @ParameterizedTest
    @MethodSource("badFramings")
    void badFramingIsRefusedAndTheConnectionClosed(String request) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            assertProblem(wire.send(request).reply(), 400, "malformed-request");
            assertThat(wire.closedByPeer()).isTrue();
        }
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    void headersBeyondTheLimitAreRefused() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send("GET /v1/demo HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(400);
            assertThat(wire.closedByPeer()).isTrue();
        }
    }

    @Test
    void aTargetBeyondTheLimitIsRefused() throws IOException {
        Wire.Reply reply = ask("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertProblem(reply, 414, "malformed-request");
    }

    @Test
    void anEarlierVersionOfHttpIsRefused() throws IOException {
        assertProblem(ask("GET /v1/demo HTTP/1.0\r\nHost: localhost\r\n\r\n"), 505, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/demo/otp, POST",
        "GET, /v1/demo/otp, POST",
        "PUT, /v1/demo, 'GET, HEAD'",
        "OPTIONS, /v1/demo, 'GET, HEAD'",
        "TRACE, /v1/demo, 'GET, HEAD'",
        "BREW, /v1/demo, 'GET, HEAD'"
    })
    void anotherMethodIsRefusedWithTheOnesThatAreKnown(String method, String path, String allow) throws IOException {
        Wire.Reply reply = ask(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertProblem(reply, 405, "method-not-allowed");
        assertThat(reply.header("allow")).contains(allow);
    }

    @Test
    void aMethodOverrideIsIgnored() throws IOException {
        assertThat(ask(post("X-HTTP-Method-Override: DELETE\r\nContent-Length: 2\r\n", "{}"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1", "/v1/", "/v1/demo/", "/v1/demo/otp/", "//v1/demo", "/v1/demo/other", "/V1/demo"})
    void anUnknownPathIsNotFound(String path) throws IOException {
        assertProblem(ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 404, "not-found");
    }

    @Test
    void headIsAnsweredLikeGetWithoutABody() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send("HEAD /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n");
            String status = wire.line();
            List<String> lines = new ArrayList<>();
            for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
                lines.add(line);
            }
            assertThat(status).contains("200");
            assertThat(lines).contains("Content-Length: 7");
            assertThat(wire.send("GET /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .body())
                    .isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/xml\r\n",
                "Content-Type: multipart/form-data; boundary=x\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/json; charset=utf-16\r\n",
                "Content-Type: application/jsonp\r\n",
                "Content-Type: application/json\r\nContent-Type: text/plain\r\n"
            })
    void anotherKindOfBodyIsRefused(String contentType) throws IOException {
        String request =
                "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n" + contentType + "\r\n{}";
        assertProblem(ask(request), 415, "unsupported-media-type");
        assertThat(HANDLED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;charset=UTF-8", "APPLICATION/JSON", "application/json; charset=\"utf-8\""})
    void jsonInUtf8IsWelcomeHoweverItIsSpelled(String contentType) throws IOException {
        String request = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Type: "
                + contentType + "\r\n\r\n{}";
        assertThat(ask(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png, text/*", "application/json;q=0"})
    void anAnswerThatCannotBeAcceptedIsAProblemAndNeverHtml(String accept) throws IOException {
        assertProblem(ask(post("Accept: " + accept + "\r\nContent-Length: 2\r\n", "{}")), 406, "not-acceptable");
        assertThat(HANDLED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.1", "application/problem+json"})
    void anAnswerThatCanBeAcceptedIsGiven(String accept) throws IOException {
        assertThat(ask(post("Accept: " + accept + "\r\nContent-Length: 2\r\n", "{}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void queryParametersOfAPostAreRefusedAndNotRepeated() throws IOException {
        Wire.Reply reply = ask("POST " + PATH + "?email=ada%40example.com&code=042137 HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertProblem(reply, 400, "invalid-request");
        assertThat(reply.body()).doesNotContain("042137").doesNotContain("ada");
        assertThat(HANDLED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "x"
            })
    void aMalformedTraceparentStartsANewTrace(String traceparent) throws IOException {
        Wire.Reply reply = ask(post("traceparent: " + traceparent + "\r\nContent-Length: 2\r\n", "{}"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Json.STRICT.readTree(reply.body()).get("traceparent").asString())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
                .doesNotContain("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void aTraceIsContinuedInAndOut() throws IOException {
        String given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Wire.Reply reply = ask(post("traceparent: " + given + "\r\nContent-Length: 2\r\n", "{}"));
        String used = Json.STRICT.readTree(reply.body()).get("traceparent").asString();
        assertThat(used).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-").isNotEqualTo(given);
        assertThat(reply.header("traceparent")).contains(used);
    }

    @Test
    void aFaultOfOursIsAProblemThatTellsNothing() throws IOException {
        Wire.Reply reply = ask("GET /broken HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertProblem(reply, 500, "internal-error");
        assertThat(reply.body()).doesNotContain("ada").doesNotContain("IllegalArgument");
    }

    @Test
    void idleConnectionsBeyondTheCapNeverKeepANewClientOut() throws IOException {
        List<Wire> idle = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS * 5; i++) {
                Wire wire = new Wire(server.port());
                idle.add(wire);
                if (i % 2 == 0) {
                    assertThat(wire.send("GET /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .reply()
                                    .status())
                            .isEqualTo(200);
                }
            }
            assertThat(ask("GET /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n").status())
                    .isEqualTo(200);
            assertThat(idle.getFirst().closedByPeer()).isTrue();
        } finally {
            for (Wire wire : idle) {
                wire.close();
            }
        }
    }

    @Test
    void requestsInOnePacketAreAnsweredInTheirOrder() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            wire.send(sized("{}") + sized("{\"a\":1}") + "GET /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().body()).contains("\"members\":0");
            assertThat(wire.reply().body()).contains("\"members\":1");
            assertThat(wire.reply().body()).isEqualTo("{\"a\":1}");
        }
    }
}
