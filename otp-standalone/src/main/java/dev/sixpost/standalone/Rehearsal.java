package dev.sixpost.standalone;

import dev.sixpost.embedded.Ports;
import dev.sixpost.standalone.demo.Demo;
import dev.sixpost.standalone.up.Up;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command {@code rehearse}, which {@code ./otp} runs once after a build: a stack on ports of its own, some flows
 * through it, and the end. The JVM notes meanwhile what it loads, links and runs often, and the stacks that follow start
 * with that.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final List<String> PORTS = List.of(
            "OTP_HTTP_PORT", "OTP_KAFKA_PORT", "OTP_POSTGRES_PORT", "OTP_INBOX_SMTP_PORT", "OTP_INBOX_HTTP_PORT");
    private static final int FLOWS = 25;
    private static final int FAILED = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int READY = 200;
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final Terminal NOBODY = new Terminal(NOWHERE, NOWHERE);

    private Rehearsal() {}

    static boolean run(Arguments arguments) throws Exception {
        Map<String, String> environment = new HashMap<>();
        List<Integer> free = Ports.free(PORTS.size());
        for (int i = 0; i < free.size(); i++) {
            environment.put(PORTS.get(i), Integer.toString(free.get(i)));
        }
        AtomicInteger status = new AtomicInteger(FAILED);
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> flows(environment, status));
        return Up.run(NOBODY, environment, arguments, status::get);
    }

    /** Ends the process, and with it the stack: with 0 where flows went through it and none failed. */
    private static void flows(Map<String, String> environment, AtomicInteger status) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            awaitReady(environment, end);
            int flows = 0;
            for (; flows < FLOWS && System.nanoTime() - end < 0; flows++) {
                Demo.run(NOBODY, environment, Arguments.parse(List.of(), Set.of(), Set.of()));
            }
            status.set(flows > 0 ? 0 : FAILED);
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a flow of the rehearsal failed");
        }
        System.exit(status.get());
    }

    private static void awaitReady(Map<String, String> environment, long end) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + environment.get("OTP_HTTP_PORT") + "/health/ready");
        HttpRequest question = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER)
                .build()) {
            while (!isReady(client, question) && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest question) throws InterruptedException {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == READY;
        } catch (IOException e) {
            return false;
        }
    }
}
