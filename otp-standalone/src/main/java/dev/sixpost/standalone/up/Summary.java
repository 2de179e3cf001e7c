package dev.sixpost.standalone.up;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody who has just started the stack wants to know. */
final class Summary {
    private static final double NANOS = 1e9;

    private Summary() {}

    static List<String> lines(Layout layout, DataFolder data, Map<String, String> environment, long tookNanos) {
        String gateway = "http://localhost:" + layout.port("OTP_HTTP_PORT");
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "Ready after %.1f s.", tookNanos / NANOS));
        lines.add("");
        lines.add("  Gateway     " + gateway + "   (" + gateway + "/docs, application demo)");
        lines.add("  Page        " + gateway + "/demo/verify");
        if (layout.inbox()) {
            lines.add("  Inbox       http://localhost:" + layout.port("OTP_INBOX_HTTP_PORT") + "   (SMTP on localhost:"
                    + layout.port("OTP_INBOX_SMTP_PORT") + ")");
        }
        if (layout.kafka()) {
            lines.add("  Kafka       localhost:" + layout.port("OTP_KAFKA_PORT"));
        }
        if (layout.postgres()) {
            lines.add("  PostgreSQL  localhost:" + layout.port("OTP_POSTGRES_PORT") + "   (user postgres, password in "
                    + data.postgres().resolve("password") + ")");
        }
        lines.add("  Health      " + gateway + "/health/ready, " + gateway + "/metrics");
        if (!environment.containsKey("OTP_ADMIN_TOKEN") && !environment.containsKey("OTP_ADMIN_TOKEN_FILE")) {
            lines.add("  Admin token " + data.adminTokenFile());
        }
        lines.add("");
        lines.add("./otp demo in another terminal goes through it once. Ctrl-C stops everything.");
        return lines;
    }
}
