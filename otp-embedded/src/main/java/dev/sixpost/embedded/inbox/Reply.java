package dev.sixpost.embedded.inbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An answer to an HTTP request. */
final class Reply {

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private final int status;
    private final String type;
    private final String contentSecurityPolicy;
    private final byte[] body;

    private Reply(int status, String type, String contentSecurityPolicy, byte[] body) {
        this.status = status;
        this.type = type;
        this.contentSecurityPolicy = contentSecurityPolicy;
        this.body = body;
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", contentSecurityPolicy);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static Reply json(Object value) {
        return new Reply(200, "application/json", NOTHING, MailJson.bytes(value));
    }

    static Reply plain(int status, String text) {
        return new Reply(status, "text/plain; charset=UTF-8", NOTHING, text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply raw(byte[] mail) {
        return new Reply(200, "text/plain; charset=UTF-8", NOTHING, mail);
    }

    /** A mail is a stranger's HTML: it runs no script, sends no form, and its links open elsewhere. */
    static Reply mail(String html) {
        String policy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                + " style-src 'unsafe-inline'; img-src data: https:; base-uri 'self'; form-action 'none';"
                + " frame-ancestors 'self'";
        String elsewhere = "<base target=\"_blank\">" + html;
        return new Reply(200, "text/html; charset=UTF-8", policy, elsewhere.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of the inbox's own page. */
    static Reply page(String type, byte[] body) {
        String policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Reply(200, type, policy, body);
    }
}
