package dev.sixpost.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** TCP ports on loopback. */
public final class Ports {

    /**
     * Where no system takes the ports of outgoing connections from (Linux begins at 32768): a port that is given out
     * here and listened on a second later is not some client's meanwhile.
     */
    private static final int FIRST = 15_000;

    private static final int PAST_LAST = 32_000;
    private static final int CHOICES = 200;
    private static final int FIRST_OUTGOING = 32_768;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private Ports() {}

    /** A port nobody listened on a moment ago; another chooser may, rarely, take it before the caller does. */
    public static int free() {
        return free(1).getFirst();
    }

    /** As many ports, no two the same. */
    public static List<Integer> free(int count) {
        List<Integer> chosen = new ArrayList<>(count);
        for (int choice = 0; choice < CHOICES && chosen.size() < count; choice++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, PAST_LAST);
            if (!chosen.contains(port) && isFree(port)) {
                chosen.add(port);
            }
        }
        if (chosen.size() < count) {
            throw new IllegalStateException("no free port on loopback between " + FIRST + " and " + PAST_LAST);
        }
        return chosen;
    }

    /**
     * Whether a server can listen on this port now or soon. Systems take the ports of outgoing connections from the upper
     * half of all ports: one that is closing keeps its port for a minute, and nothing answers there.
     */
    public static boolean comesFree(int port, Duration patience) {
        long begun = System.nanoTime();
        while (!isFree(port)) {
            if (port < FIRST_OUTGOING || answers(port) || System.nanoTime() - begun > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ANSWER.toMillis());
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Whether a server could listen on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
