package dev.sixpost.system;

import java.util.List;
import java.util.Map;

/** Free ports on loopback for one stack; kept over its restarts. */
record Ports(int http, int kafka, int postgres, int inboxSmtp, int inboxHttp) {

    static Ports free() {
        List<Integer> ports = dev.sixpost.embedded.Ports.free(5);
        return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    }

    Map<String, String> environment() {
        return Map.of(
                "OTP_HTTP_PORT", "" + http,
                "OTP_KAFKA_PORT", "" + kafka,
                "OTP_POSTGRES_PORT", "" + postgres,
                "OTP_INBOX_SMTP_PORT", "" + inboxSmtp,
                "OTP_INBOX_HTTP_PORT", "" + inboxHttp);
    }
}
