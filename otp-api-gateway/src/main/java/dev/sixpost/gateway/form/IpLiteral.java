package dev.sixpost.gateway.form;

import java.net.InetAddress;

/** IP addresses as text, without ever asking a name server. */
final class IpLiteral {
    private IpLiteral() {}

    static boolean valid(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress() != null && text.indexOf('%') < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
