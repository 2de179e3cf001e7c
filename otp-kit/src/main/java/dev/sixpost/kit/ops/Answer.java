package dev.sixpost.kit.ops;

import java.util.Map;
import java.util.TreeMap;

/** What an operators' route answers; the body goes out as UTF-8. */
public record Answer(int status, String contentType, String body, Map<String, String> headers) {
    private static final String TEXT = "text/plain; charset=utf-8";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer text(int status, String text) {
        return new Answer(status, TEXT, text, Map.of());
    }

    public static Answer json(int status, String json) {
        return new Answer(status, "application/json", json, Map.of());
    }

    public static Answer empty(int status) {
        return text(status, "");
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }
}
