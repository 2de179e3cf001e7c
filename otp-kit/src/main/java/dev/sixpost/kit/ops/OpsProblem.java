package dev.sixpost.kit.ops;

import dev.sixpost.schemas.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the operators' routes refuse, as RFC 9457 problems. The gateway's of the same name have their status and title from here. */
public enum OpsProblem {
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
    UNAUTHORIZED(401, "unauthorized", "Operators only"),
    NOT_FOUND(404, "not-found", "Not found"),
    UNKNOWN_ACCOUNT(404, "unknown-account", "There is no such account"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    INTERNAL_ERROR(500, "internal-error", "Something went wrong"),
    UNAVAILABLE(503, "unavailable", "Not available right now");

    private static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String wire;
    private final String title;

    OpsProblem(int status, String wire, String title) {
        this.status = status;
        this.wire = wire;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String wire() {
        return wire;
    }

    public String title() {
        return title;
    }

    public Answer answer(String detail) {
        return answer(body(detail));
    }

    /** With the one fault that the request has, for it is not in a member of a body. */
    public Answer fault(String detail) {
        Map<String, Object> body = body(detail);
        body.put("errors", List.of(Map.of("pointer", "", "detail", detail)));
        return answer(body);
    }

    private Map<String, Object> body(String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + wire);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        return body;
    }

    private Answer answer(Map<String, Object> body) {
        return new Answer(status, MEDIA_TYPE, Json.LENIENT.writeValueAsString(body), Map.of());
    }
}
