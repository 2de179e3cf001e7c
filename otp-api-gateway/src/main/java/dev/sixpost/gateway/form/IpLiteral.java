package dev.sixpost.gateway.form;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text, without ever asking a name server: IPv6, or IPv4 with all its four parts. */
public final class IpLiteral {
    private static final Pattern FOUR_PARTS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    private IpLiteral() {}

    public static Optional<InetAddress> parse(String text) {
        boolean spelledOut = text.indexOf(':') >= 0 || FOUR_PARTS.matcher(text).matches();
        if (!spelledOut || text.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
