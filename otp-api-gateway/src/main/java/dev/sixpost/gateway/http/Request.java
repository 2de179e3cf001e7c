package dev.sixpost.gateway.http;

import java.util.Map;

/**
 * A request as routes see it.
 *
 * @param values what stands for the braces of the route's pattern
 * @param query as sent, undecoded; empty where there is none
 * @param client address of the client, without port: the peer, or whom a trusted proxy names
 * @param traceparent valid, and this server's own span
 */
public record Request(
        String method,
        Map<String, String> values,
        String query,
        Fields fields,
        Body body,
        String client,
        String traceparent) {

    /** Whether a web page sent it, as far as browsers tell: these fields no page can leave out or set. */
    public boolean fromBrowser() {
        return fields.first("origin").isPresent()
                || fields.first("sec-fetch-site").isPresent();
    }

    public Request withBody(Body other) {
        return new Request(method, values, query, fields, other, client, traceparent);
    }

    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}");
        }
        return value;
    }
}
