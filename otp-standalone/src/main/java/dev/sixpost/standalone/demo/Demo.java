package dev.sixpost.standalone.demo;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.schemas.Json;
import dev.sixpost.standalone.Arguments;
import dev.sixpost.standalone.Failure;
import dev.sixpost.standalone.Terminal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code demo}. */
public final class Demo {
    private static final String ROUTE = "/v1/demo/otp";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Terminal terminal;
    private final LocalHttp gateway;
    private final LocalHttp inbox;
    private final String email =
            "ada-" + HexFormat.of().formatHex(Entropy.secure().bytes(4)) + "@example.com";

    private Demo(Terminal terminal, LocalHttp gateway, LocalHttp inbox) {
        this.terminal = terminal;
        this.gateway = gateway;
        this.inbox = inbox;
    }

    /** True where the code that came by mail was right. */
    public static boolean run(Terminal terminal, Map<String, String> environment, Arguments arguments)
            throws Exception {
        Environment env = Environment.of(environment);
        int gatewayPort = env.number("OTP_HTTP_PORT", 8080, 1, 65_535);
        int inboxPort = env.number("OTP_INBOX_HTTP_PORT", 8025, 1, 65_535);
        env.check();
        try (LocalHttp gateway = new LocalHttp(gatewayPort);
                LocalHttp inbox = new LocalHttp(inboxPort)) {
            // The first request of a process loads classes and opens connections, which is not what is shown here.
            gateway.get("/health/ready");
            inbox.get("/api/v1/messages?limit=1");
            new Demo(terminal, gateway, inbox).flow();
            return true;
        }
    }

    private void flow() throws Exception {
        long begun = System.nanoTime();
        LocalHttp.Answer asked = gateway.post(ROUTE, request(), key(), Set.of(201, 202));
        long answered = step("POST " + ROUTE + " for " + email + ": " + asked.text("status"), begun);
        JsonNode mail = awaitMail();
        long arrived = step("the mail is in the inbox: \"" + text(mail, "Subject") + "\"", answered);
        LocalHttp.Answer verified = verify(codeIn(mail));
        long done = step("POST " + ROUTE + "/verify with its code: " + verified.text("status"), arrived);
        terminal.say(String.format(Locale.ROOT, "%8.1f ms  in all", (done - begun) / NANOS_PER_MILLI));
        terminal.say("");
        terminal.say("The same as events (GET " + ROUTE + "/{id}):");
        JsonNode status = gateway.get(ROUTE + "/" + asked.text("id"));
        Timeline.lines(status.path("timeline")).forEach(terminal::say);
    }

    /** Repeats the request, which is safe with its key, for as long as it is only taken on. */
    private LocalHttp.Answer verify(String code) throws Exception {
        ObjectNode typed = request().put("code", code);
        String key = key();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            LocalHttp.Answer answer = gateway.post(ROUTE + "/verify", typed, key, Set.of(200, 202));
            if (answer.status() == 200) {
                return answer;
            }
        }
        throw new Failure("The code was not verified within " + PATIENCE.toSeconds() + " s.");
    }

    private static String key() {
        return HexFormat.of().formatHex(Entropy.secure().bytes(16));
    }

    /** Says what was done and how long it took; answers with the time now. */
    private long step(String what, long since) {
        long now = System.nanoTime();
        terminal.say(String.format(Locale.ROOT, "%8.1f ms  %s", (now - since) / NANOS_PER_MILLI, what));
        return now;
    }

    private ObjectNode request() {
        return Json.STRICT.createObjectNode().put("email", email).put("purpose", "signup");
    }

    private JsonNode awaitMail() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            JsonNode found = inbox.get("/api/v1/search?query=to:" + email.replace("@", "%40"));
            if (!found.path("messages").isEmpty()) {
                return inbox.get(
                        "/api/v1/message/" + text(found.path("messages").path(0), "ID"));
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        throw new Failure("No mail arrived within " + PATIENCE.toSeconds() + " s; ./otp doctor says what is missing.");
    }

    private static String codeIn(JsonNode mail) {
        Matcher code = Pattern.compile("(?<![0-9])[0-9]{6,10}(?![0-9])").matcher(text(mail, "Text"));
        if (!code.find()) {
            throw new Failure("The mail has no code in it.");
        }
        return code.group();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }
}
