package dev.sixpost.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The product under test, mailing to the sink; ready when it is there. */
sealed interface Stack extends AutoCloseable permits WholeStack, ApartStack {

    static Stack start(Options options, Path root, Place place, int smtpPort) throws IOException {
        Map<String, String> mailing = Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", "" + smtpPort,
                "SMTP_SECURITY", "none",
                "SMTP_MAX_CONNECTIONS", "" + options.smtpConnections(),
                "SMTP_FROM_EMAIL", "codes@sixpost.example");
        return options.apart() ? ApartStack.start(root, place, mailing) : WholeStack.start(root, place, mailing);
    }

    int httpPort();

    String bootstrap();

    Usage usage() throws IOException;

    @Override
    void close();
}
