package dev.sixpost.issuer;

import dev.sixpost.kit.config.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * What tells the instances of a group apart. It should survive a restart, so that the successor takes up at once what its
 * predecessor left; two instances under one name would push each other out.
 */
final class InstanceName {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,120}");

    private InstanceName() {}

    /** Host and operators' port: no two processes share both. */
    static String ofThisProcess(Environment env) {
        return (hostName() + "-" + env.text("OTP_OPS_PORT", "0")).replaceAll("[^A-Za-z0-9._-]", "-");
    }

    static String checked(String name) {
        if (!SAFE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "is not made of 1 to 120 letters, digits, dots, hyphens and underscores");
        }
        return name;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
