package dev.sixpost.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on loopback. */
public final class Ports {

    /**
     * Where no system takes the ports of outgoing connections from (Linux begins at 32768): a port that is given out
     * here and listened on a second later is not some client's meanwhile.
     */
    private static final int FIRST = 15_000;

    private static final int PAST_LAST = 32_000;
    private static final int CHOICES = 200;

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
