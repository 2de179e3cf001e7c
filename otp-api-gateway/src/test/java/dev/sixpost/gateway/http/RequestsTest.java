package dev.sixpost.gateway.http;

import static dev.sixpost.gateway.http.Echo.HANDLED;
import static dev.sixpost.gateway.http.Echo.MAX_CONNECTIONS;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may ask for and in which form: H-19 to H-25, H-31, H-37. */
class RequestsTest {
    @BeforeEach
    void forget() {
        HANDLED.set(0);
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

    @ParameterizedTest
    @CsvSource({"identity, 200", "Identity, 200", "gzip, 415", "br, 415", "'identity, gzip', 415"})
    void aBodyIsReadAsItStandsOrNotAtAll(String coding, int status) throws IOException {
        Wire.Reply reply = ask(post("Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n", "{}"));
        assertThat(reply.status()).isEqualTo(status);
        if (status != 200) {
            assertProblem(reply, 415, "unsupported-media-type");
        }
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
        try (Wire wire = new Wire(Echo.port())) {
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
                Wire wire = new Wire(Echo.port());
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
        try (Wire wire = new Wire(Echo.port())) {
            wire.send(sized("{}") + sized("{\"a\":1}") + "GET /v1/demo HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(wire.reply().body()).contains("\"members\":0");
            assertThat(wire.reply().body()).contains("\"members\":1");
            assertThat(wire.reply().body()).isEqualTo("{\"a\":1}");
        }
    }
}
