package dev.sixpost.embedded.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InboxIT {

    private static final String MAIL =
            "From: a@x.example\r\nTo: ida@y.example\r\nSubject: Hello\r\n\r\n..dotted\r\n.\r\n";

    @TempDir
    Path folder;

    private Inbox inbox;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        inbox = Inbox.start(folder, 0, 0);
    }

    @AfterEach
    void stop() {
        inbox.close();
        http.close();
    }

    @Test
    void storesAMailSentInOnePipelineAndShowsItOverTheApi() throws Exception {
        assertThat(smtp("EHLO me\r\n"
                        + "MAIL FROM:<a@x.example> SIZE=100 BODY=8BITMIME\r\n"
                        + "RCPT TO:<ida@y.example>\r\n"
                        + "DATA\r\n"
                        + MAIL + "QUIT\r\n"))
                .filteredOn(line -> line.charAt(3) == ' ')
                .extracting(line -> line.substring(0, 3))
                .containsExactly("220", "250", "250", "250", "354", "250", "221");

        JsonNode found = json("/api/v1/search?query=to:ida%40y.example");
        assertThat(found.path("messages_count").asInt()).isEqualTo(1);
        JsonNode summary = found.path("messages").path(0);
        assertThat(summary.path("To").path(0).path("Address").asString()).isEqualTo("ida@y.example");
        assertThat(summary.path("Subject").asString()).isEqualTo("Hello");
        String id = summary.path("ID").asString();
        assertThat(json("/api/v1/message/" + id).path("Text").asString()).isEqualTo(".dotted\r\n");
        assertThat(get("/api/v1/message/" + id + "/raw").body()).endsWith("\r\n\r\n.dotted\r\n");
        assertThat(json("/api/v1/message/" + id + "/headers")
                        .path("Subject")
                        .path(0)
                        .asString())
                .isEqualTo("Hello");
        assertThat(json("/api/v1/search?query=to:somebody%40y.example")
                        .path("messages")
                        .size())
                .isZero();
        assertThat(get("/api/v1/message/..%2f" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheGalleryItWasGiven() throws Exception {
        assertThat(json("/gallery/axes").path("templates").size()).isZero();
        inbox.close();
        inbox = Inbox.start(folder, 0, 0, new Gallery() {
            @Override
            public Axes axes() {
                return new Axes(Map.of("b", "Brand"), Map.of("en", "English"), Map.of("code", List.of("login")));
            }

            @Override
            public Optional<byte[]> mail(Choice choice) {
                return choice.equals(new Choice("b", "en", "code", "login"))
                        ? Optional.of(MAIL.getBytes(StandardCharsets.US_ASCII))
                        : Optional.empty();
            }
        });
        String chosen = "?brand=b&language=en&template=code&purpose=login";
        assertThat(get("/gallery").body()).contains("/gallery.js");
        assertThat(json("/gallery/text" + chosen).path("subject").asString()).isEqualTo("Hello");
        assertThat(get("/gallery/html" + chosen).statusCode()).isEqualTo(200);
        assertThat(get("/gallery/html?brand=x").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsAMailOverARestartAndForgetsItWhenToldTo() throws Exception {
        send();
        inbox.close();
        inbox = Inbox.start(folder, 0, 0);
        assertThat(json("/api/v1/messages?limit=50").path("total").asInt()).isEqualTo(1);
        http.send(request("/api/v1/messages").DELETE().build(), HttpResponse.BodyHandlers.discarding());
        assertThat(json("/api/v1/messages").path("total").asInt()).isZero();
    }

    @Test
    void tellsAnOpenPageOfANewMailAtOnce() throws Exception {
        var response = http.send(request("/events").build(), HttpResponse.BodyHandlers.ofLines());
        var arrived = CompletableFuture.supplyAsync(() -> response.body()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElse(""));
        send();
        assertThat(arrived.get(10, TimeUnit.SECONDS)).contains("\"Subject\":\"Hello\"");
    }

    @Test
    void answersNonsenseOutOfOrderAndOversizedInputWithoutStoringAnything() throws Exception {
        assertThat(smtp("DATA\r\nRCPT TO:<a@b.example>\r\nEHLO me\r\nDATA\r\nMAIL FROM:<a@x.example> SIZE=99999999\r\n"
                        + "GET / HTTP/1.1\r\n" + "x".repeat(50_000) + "\r\n\u0000\u0001\r\nNOOP\nQUIT\r\n"))
                .filteredOn(line -> line.charAt(3) == ' ')
                .extracting(line -> line.substring(0, 3))
                .containsExactly("220", "503", "503", "250", "503", "552", "500", "500", "500", "500", "221");
        assertThat(json("/api/v1/messages").path("total").asInt()).isZero();
    }

    @Test
    void cutsOffWhoGoesOnWithNonsense() throws Exception {
        List<String> replies = smtp("NONSENSE\r\n".repeat(1000));
        assertThat(replies).hasSizeLessThan(30);
        assertThat(replies.getLast()).startsWith("421");
    }

    @Test
    void refusesASmuggledSecondMail() throws Exception {
        String first =
                "EHLO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<ida@y.example>\r\nDATA\r\nSubject: 1\r\n\r\n\n.\r\n";
        String second = "MAIL FROM:<b@x.example>\r\nRCPT TO:<eve@y.example>\r\nDATA\r\nSubject: 2\r\n\r\n.\r\n";
        smtp(first + second + "QUIT\r\n");
        assertThat(json("/api/v1/messages").path("total").asInt()).isZero();
    }

    @Test
    void showsTheHtmlOfAMailOnlyInASandboxAndAnswersNoOtherSite() throws Exception {
        send();
        String id = json("/api/v1/messages").path("messages").path(0).path("ID").asString();
        assertThat(get("/view/" + id + ".html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).startsWith("sandbox ").doesNotContain("allow-scripts"));
        var foreign = request("/api/v1/messages")
                .header("Sec-Fetch-Site", "cross-site")
                .build();
        assertThat(http.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(rebound()).startsWith("HTTP/1.1 403 ");
        assertThat(get("/").body()).contains("/inbox.js");
    }

    private void send() throws Exception {
        smtp("EHLO me\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<ida@y.example>\r\nDATA\r\n" + MAIL + "QUIT\r\n");
    }

    /** Sends everything at once and returns every line of the answer. */
    private List<String> smtp(String sent) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), inbox.smtpPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    private String rebound() throws Exception {
        URI url = URI.create(inbox.url());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /api/v1/messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(inbox.url() + path)).timeout(Duration.ofSeconds(10));
    }
}
