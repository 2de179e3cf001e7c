package dev.sixpost.gateway.flow;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Origins as browsers spell them: scheme and host in lower case, the port where it is not the scheme's own. Pure. */
final class WebOrigin {
    private static final Map<String, Integer> USUAL_PORTS = Map.of("https", 443, "http", 80);

    private WebOrigin() {}

    /** Empty where the text is no web address. */
    static Optional<String> of(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            Integer usual = USUAL_PORTS.get(scheme);
            boolean bare = uri.getPort() < 0 || Integer.valueOf(uri.getPort()).equals(usual);
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            return usual == null
                    ? Optional.empty()
                    : Optional.of(scheme + "://" + host + (bare ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a page of the host that a request was sent to has this origin; a page cannot choose the header Host. */
    static boolean isOfHost(String origin, List<String> host) {
        int slashes = origin.indexOf("://");
        return host.size() == 1 && slashes > 0 && origin.substring(slashes + 3).equalsIgnoreCase(host.getFirst());
    }
}
