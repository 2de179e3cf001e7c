package dev.sixpost.kit.brand;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs from settings that may stand in a mail or on a page: absolute, {@code https}, a public host name, no credentials.
 * Written in characters that end no attribute and no header. A page may also be on this machine, by {@code http} too, where
 * developers are.
 */
public final class SafeUrl {
    private static final int MAX_CHARS = 2_048;
    private static final int MAX_PORT = 65_535;
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?#@!$&()*+,;=%\\[\\]-]+");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PRIVATE = Pattern.compile(".*\\.(?:local|localhost|internal|intranet|lan|home|arpa)");

    private SafeUrl() {}

    /** A page to go to. */
    public static Optional<String> page(@Nullable String text) {
        return parsed(text).filter(SafeUrl::isPage).map(URI::toString);
    }

    /** A page that is named letter by letter where it is asked for, so also one in a network of the operator's own. */
    public static Optional<String> target(@Nullable String text) {
        return parsed(text).filter(url -> isHttps(url) || isPage(url)).map(URI::toString);
    }

    /** A page below which others are: without query and fragment, and without the slash at its end. */
    public static Optional<String> base(@Nullable String text) {
        return parsed(text)
                .filter(SafeUrl::isPage)
                .filter(SafeUrl::isPlain)
                .map(url -> url.toString().replaceAll("/+$", ""));
    }

    /** A picture to be loaded by whoever reads: without a query, which could tell who that is. */
    public static Optional<String> picture(@Nullable String text) {
        return parsed(text).filter(SafeUrl::isPublic).filter(SafeUrl::isPlain).map(URI::toString);
    }

    private static boolean isPlain(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null;
    }

    private static boolean isPage(URI url) {
        return isPublic(url) || (isLoopback(url) && (isHttps(url) || "http".equalsIgnoreCase(url.getScheme())));
    }

    /** Not an address, not a name that only a local network knows. */
    private static boolean isPublic(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return isHttps(url)
                && NAME.matcher(host).matches()
                && !PRIVATE.matcher(host).matches();
    }

    private static boolean isLoopback(URI url) {
        return LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static Optional<URI> parsed(@Nullable String text) {
        if (text == null
                || text.length() > MAX_CHARS
                || !CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            boolean fine = url.getRawUserInfo() == null && url.getHost() != null && url.getPort() <= MAX_PORT;
            return fine ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
