package dev.sixpost.issuer.decide;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whom a client's limit counts: an IPv4 address, or the /64 an IPv6 address is in, however it is spelled. */
final class ClientNetwork {
    private static final int LONGEST = 45;
    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {}

    /** Null where there is no address, or something else in its place: then there is no such limit. */
    static @Nullable String of(@Nullable String clientIp) {
        if (clientIp == null || clientIp.length() > LONGEST) {
            return null;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(clientIp);
            return address instanceof Inet4Address
                    ? address.getHostAddress()
                    : HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
