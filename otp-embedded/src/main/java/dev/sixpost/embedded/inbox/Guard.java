package dev.sixpost.embedded.inbox;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the inbox: programs on this machine, and its own page. Not a web site that a browser on this machine has
 * open, neither under its own name (which its DNS may point here) nor by a request from its pages.
 */
final class Guard {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:]+]|[^:\\[\\]]+)(?::[0-9]{1,5})?");

    private Guard() {}

    /** Why a request is refused, or nothing. */
    static Optional<String> refusal(
            String path, @Nullable String host, @Nullable String origin, @Nullable String fetchSite) {
        if (host == null || !isLoopback(host)) {
            return Optional.of("The inbox answers under the names localhost, 127.0.0.1 and [::1] only.");
        }
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of("The inbox is not for other web sites.");
        }
        boolean foreign = fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
        return foreign && !path.equals("/") ? Optional.of("The inbox is not for other web sites.") : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        Matcher name = HOST.matcher(host);
        return name.matches() && LOOPBACK.contains(name.group(1));
    }
}
