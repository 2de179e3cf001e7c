package dev.sixpost.gateway.problem;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as the caller sees it.
 *
 * @param status the type's, except for faults of HTTP itself, which have statuses of their own
 * @param retryAfterSeconds when repeating makes sense; goes into the header and, for 429, into the body
 * @param members the extra members the contract names for the type
 */
public record Problem(
        ProblemType type,
        int status,
        String detail,
        @Nullable Long retryAfterSeconds,
        Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final long UNAVAILABLE_RETRY_SECONDS = 2;
    private static final int TOO_MANY = 429;

    public Problem {
        members = Map.copyOf(members);
    }

    public static Problem of(ProblemType type) {
        return of(type, type.explanation());
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, null, Map.of());
    }

    public static Problem invalid(List<Violation> violations) {
        return new Problem(
                ProblemType.INVALID_REQUEST,
                ProblemType.INVALID_REQUEST.status(),
                "The request has faults; errors lists them.",
                null,
                Map.of("errors", List.copyOf(violations)));
    }

    public static Problem invalid(String pointer, String detail) {
        return invalid(List.of(new Violation(pointer, detail)));
    }

    public static Problem unavailable() {
        return of(ProblemType.UNAVAILABLE).retryAfter(UNAVAILABLE_RETRY_SECONDS);
    }

    /** At least a second: a caller told to wait zero would come back at once. */
    public Problem retryAfter(long seconds) {
        return new Problem(type, status, detail, Math.max(1, seconds), members);
    }

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value instanceof Instant at ? at.toString() : value);
        return new Problem(type, status, detail, retryAfterSeconds, more);
    }

    public Problem withStatus(int other) {
        return new Problem(type, other, detail, retryAfterSeconds, members);
    }

    /** The body, in the order people read it. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + type.wire());
        body.put("title", type.title());
        body.put("status", status);
        body.put("detail", detail);
        if (retryAfterSeconds != null && status == TOO_MANY) {
            body.put("retryAfterSeconds", retryAfterSeconds);
        }
        body.putAll(members);
        return body;
    }
}
