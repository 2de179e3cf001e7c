package dev.sixpost.gateway.http;

import dev.sixpost.gateway.form.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proxies whose word about the client is believed. The client is the right-most address that no trusted proxy has:
 * whatever stands left of it, anybody may have written. Pure.
 */
public final class TrustedProxies {
    private static final int MAX_NETWORKS = 100;
    private static final int MAX_HEADER = 2_048;
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*\"?([^\";]*)\"?\\s*(?:;|$)");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]*)](?::\\d+)?|([^:]*):\\d+");

    private record Network(InetAddress address, int bits) {
        boolean holds(InetAddress candidate) {
            byte[] own = address.getAddress();
            byte[] other = candidate.getAddress();
            if (other.length != own.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int left = Byte.SIZE - bits % Byte.SIZE;
            return Arrays.equals(own, 0, whole, other, 0, whole)
                    && (left == Byte.SIZE || (own[whole] & 0xff) >> left == (other[whole] & 0xff) >> left);
        }
    }

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** Addresses and networks, separated by commas; empty for none. */
    public static TrustedProxies parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                networks.add(network(item.strip()));
            }
        }
        if (networks.size() > MAX_NETWORKS) {
            throw new IllegalArgumentException("has more than " + MAX_NETWORKS + " networks");
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        int most = address.map(a -> a.getAddress().length * Byte.SIZE).orElse(0);
        boolean fits =
                address.isPresent() && (slash < 0 || (bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most));
        if (!fits) {
            throw new IllegalArgumentException(
                    "is not a list of addresses and networks such as 10.0.0.0/8, 2001:db8::/32");
        }
        return new Network(address.get(), slash < 0 ? most : Integer.parseInt(bits));
    }

    /**
     * The address of the client, in one spelling. {@code X-Forwarded-For} is read, and {@code Forwarded} where there is
     * none; an address that cannot be read ends what is believed.
     */
    public String client(String peer, Fields fields) {
        String client = canonical(peer).orElse(peer);
        List<String> hops = isTrusted(client) ? hops(fields) : List.of();
        for (String hop : hops.reversed()) {
            Optional<String> next = canonical(hop);
            if (next.isEmpty() || !isTrusted(client)) {
                return client;
            }
            client = next.get();
        }
        return client;
    }

    private boolean isTrusted(String client) {
        return IpLiteral.parse(client)
                .filter(address -> networks.stream().anyMatch(network -> network.holds(address)))
                .isPresent();
    }

    private static List<String> hops(Fields fields) {
        String forwardedFor = String.join(",", fields.all("x-forwarded-for"));
        String header = forwardedFor.isBlank() ? String.join(",", fields.all("forwarded")) : forwardedFor;
        if (header.isBlank() || header.length() > MAX_HEADER) {
            return List.of();
        }
        return Arrays.stream(header.split(",", -1))
                .map(hop -> forwardedFor.isBlank() ? node(hop) : hop.strip())
                .toList();
    }

    private static String node(String element) {
        Matcher node = FOR.matcher(element);
        return node.find() ? node.group(1).strip() : "";
    }

    static Optional<String> canonical(String text) {
        Matcher port = WITH_PORT.matcher(text);
        String bare = !port.matches() ? text : port.group(1) == null ? port.group(2) : port.group(1);
        int zone = bare.indexOf('%');
        return IpLiteral.parse(zone < 0 ? bare : bare.substring(0, zone)).map(InetAddress::getHostAddress);
    }
}
