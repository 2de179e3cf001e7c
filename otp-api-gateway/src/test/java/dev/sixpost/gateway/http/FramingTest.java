package dev.sixpost.gateway.http;

import static dev.sixpost.gateway.http.Echo.HANDLED;
import static dev.sixpost.gateway.http.Echo.PATH;
import static dev.sixpost.gateway.http.Echo.ask;
import static dev.sixpost.gateway.http.Echo.assertProblem;
import static dev.sixpost.gateway.http.Echo.post;
import static dev.sixpost.gateway.http.Echo.sized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes on the socket, good and bad: H-09, H-11, H-27, H-33, H-35. */
class FramingTest {
    @BeforeEach
    void forget() {
        HANDLED.set(0);
    }

    private static String objectOf(int bytes) {
        String frame = "{\"email\":\"\"}";
        return "{\"email\":\"" + "a".repeat(bytes - frame.length()) + "\"}";
    }

    @Test
    void aBodyOfExactlyTheLimitIsReadAndTheConnectionIsKept() throws IOException {
        try (Wire wire = new Wire(Echo.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.send(sized(objectOf(8192))).reply().status()).isEqualTo(200);
            }
        }
        assertThat(HANDLED).hasValue(3);
    }

    @Test
    void oneByteOverTheLimitIsRefusedAndTheConnectionClosed() throws IOException {
        try (Wire wire = new Wire(Echo.port())) {
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
        try (Wire wire = new Wire(Echo.port())) {
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
        try (Wire wire = new Wire(Echo.port())) {
            wire.send(post("Content-Length: 10000\r\nExpect: 100-continue\r\n", ""));
            assertProblem(wire.reply(), 413, "too-large");
            assertThat(wire.closedByPeer()).isTrue();
        }
    }

    @Test
    void expectingToContinueIsAnsweredWhenTheBodyIsWanted() throws IOException {
        try (Wire wire = new Wire(Echo.port())) {
            wire.send(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
            assertThat(wire.reply().status()).isEqualTo(100);
            assertThat(wire.send("{}").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void expectingToContinueWhereTheBodyIsNotWantedGetsTheRefusalAndTheConnectionCloses() throws IOException {
        try (Wire wire = new Wire(Echo.port())) {
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
        try (Wire wire = new Wire(Echo.port())) {
            assertProblem(wire.send(request).reply(), 400, "malformed-request");
            assertThat(wire.closedByPeer()).isTrue();
        }
        assertThat(HANDLED).hasValue(0);
    }

    @Test
    void headersBeyondTheLimitAreRefused() throws IOException {
        try (Wire wire = new Wire(Echo.port())) {
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
}
