package dev.sixpost.standalone;

import dev.sixpost.embedded.Ports;
import dev.sixpost.standalone.demo.Demo;
import dev.sixpost.standalone.up.Up;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The command {@code rehearse}, which {@code ./otp} runs once after a build: a stack on ports of its own, some flows
 * through it, and the end. The JVM notes meanwhile what it loads, links and runs often, and the stacks that follow start
 * with that.
 */
final class Rehearsal {
    private static final List<String> PORTS = List.of(
            "OTP_HTTP_PORT", "OTP_KAFKA_PORT", "OTP_POSTGRES_PORT", "OTP_INBOX_SMTP_PORT", "OTP_INBOX_HTTP_PORT");
    private static final int FLOWS = 25;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(50);
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
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> flows(environment));
        return Up.run(NOBODY, environment, arguments);
    }

    /** Ends the process, and with it the stack. */
    private static void flows(Map<String, String> environment) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!answers(Integer.parseInt(environment.getOrDefault("OTP_HTTP_PORT", "")))
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
            for (int flow = 0; flow < FLOWS && System.nanoTime() < end; flow++) {
                Demo.run(NOBODY, environment, Arguments.parse(List.of(), Set.of(), Set.of()));
            }
            System.exit(0);
        } catch (Exception e) {
            System.exit(1);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
