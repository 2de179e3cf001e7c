package dev.sixpost.gateway.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** URLs of settings, beyond what their schema says of their form. */
final class WebAddress {
    private static final int MAX_PORT = 65_535;

    private WebAddress() {}

    /** Whether it is a URL that names a host and nobody. */
    static boolean isUrl(String text) {
        return parse(text).isPresent();
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean fits = url.getHost() != null && url.getRawUserInfo() == null && url.getPort() <= MAX_PORT;
            return fits ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
