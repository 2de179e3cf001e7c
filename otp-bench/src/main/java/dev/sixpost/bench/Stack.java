package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The product under test, mailing to the sink; ready when it is there. Its place ends it. */
sealed interface Stack permits WholeStack, ApartStack {

    static Stack start(Options options, Path root, Place place, int smtpPort) throws IOException {
        Map<String, String> variables = variables(options, smtpPort);
        return options.apart() ? ApartStack.start(root, place, variables) : WholeStack.start(root, place, variables);
    }

    /** What its services are told, however they run. */
    static Map<String, String> variables(Options options, int smtpPort) {
        return Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", "" + smtpPort,
                "SMTP_SECURITY", "none",
                "SMTP_MAX_CONNECTIONS", "" + options.smtpConnections(),
                "SMTP_FROM_EMAIL", "codes@sixpost.example",
                // All flows come from one client.
                "OTP_HTTP_CLIENT_RATE", "1000000");
    }

    int httpPort();

    String bootstrap();

    Usage usage() throws IOException;
}
