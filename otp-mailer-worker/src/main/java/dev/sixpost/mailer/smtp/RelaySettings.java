package dev.sixpost.mailer.smtp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One relay as configured.
 *
 * @param name {@code default}, or what applications call it
 * @param helloName what we call ourselves in EHLO
 * @param maxConnections the most that are open at a time
 */
public record RelaySettings(
        String name,
        String host,
        int port,
        Security security,
        @Nullable String username,
        @Nullable String password,
        String helloName,
        int maxConnections,
        Timeouts timeouts) {

    public static final String DEFAULT_NAME = "default";

    /** As it is compared: a variable's name has neither small letters nor hyphens, and what an application says may have underscores. */
    public static String name(String written) {
        return written.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Credentials are not for logs. */
    @Override
    public String toString() {
        return "RelaySettings[" + name + ", " + host + ":" + port + ", " + security + "]";
    }
}
