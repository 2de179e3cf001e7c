package dev.sixpost.kit.brand;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs from settings that may stand in a mail or on a page: absolute, {@code https}, a public host name, no credentials.
 * Written in characters that end no attribute and no header.
 */
public final class SafeUrl {
    private static final int MAX_CHARS = 2_048;
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*");
    private static final Pattern PRIVATE = Pattern.compile(".*\\.(?:local|localhost|internal|intranet|lan|home|arpa)");

    private SafeUrl() {}

    /** A page to go to. */
    public static Optional<String> page(@Nullable String text) {
        return parsed(text).map(URI::toString);
    }

    /** A page below which others are: without query and fragment, and without the slash at its end. */
    public static Optional<String> base(@Nullable String text) {
        return plain(text).map(url -> url.replaceAll("/+$", ""));
    }

    /** A picture to be loaded by whoever reads: without a query, which could tell who that is. */
    public static Optional<String> picture(@Nullable String text) {
        return plain(text);
    }

    private static Optional<String> plain(@Nullable String text) {
        return parsed(text)
                .filter(url -> url.getRawQuery() == null && url.getRawFragment() == null)
                .map(URI::toString);
    }

    private static Optional<URI> parsed(@Nullable String text) {
        if (text == null
                || text.length() > MAX_CHARS
                || !CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            boolean fine = "https".equalsIgnoreCase(url.getScheme())
                    && url.getRawUserInfo() == null
                    && url.getHost() != null
                    && publicName(url.getHost().toLowerCase(Locale.ROOT));
            return fine ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Not an address, not a name that only a local network knows. */
    private static boolean publicName(String host) {
        return NAME.matcher(host).matches() && !PRIVATE.matcher(host).matches();
    }
}
