package dev.sixpost.gateway.http;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer: whole, or written bit by bit while the caller listens. */
public sealed interface Response {
    int status();

    Map<String, String> fields();

    Response with(String name, String value);

    /** A body that is there already. */
    record Whole(int status, Map<String, String> fields, List<String> cookies, String body) implements Response {
        @Override
        public Whole with(String name, String value) {
            return new Whole(status, more(fields, name, value), cookies, body);
        }

        /** Each value is a line {@code Set-Cookie} of its own. */
        public Whole setting(List<String> more) {
            return new Whole(status, fields, List.copyOf(more), body);
        }
    }

    /** Server-sent events; {@code script} returns when the stream is over. */
    record Stream(int status, Map<String, String> fields, Script script) implements Response {
        @Override
        public Stream with(String name, String value) {
            return new Stream(status, more(fields, name, value), script);
        }
    }

    /** Writes a stream. */
    @FunctionalInterface
    interface Script {
        void play(Sink sink) throws IOException, InterruptedException;
    }

    /** Where a stream is written; each call is on the wire when it returns. */
    @FunctionalInterface
    interface Sink {
        void write(String text) throws IOException;
    }

    static Whole json(int status, Object body) {
        return text(status, "application/json", Json.STRICT.writeValueAsString(body));
    }

    /** In UTF-8. */
    static Whole text(int status, String contentType, String body) {
        return new Whole(status, Map.of("Content-Type", contentType), List.of(), body);
    }

    /** Without a body, and so without its type. */
    static Whole empty(int status) {
        return new Whole(status, Map.of(), List.of(), "");
    }

    /** Not to be held back by a proxy that gathers answers. */
    static Stream events(Script script) {
        return new Stream(200, Map.of("Content-Type", "text/event-stream", "X-Accel-Buffering", "no"), script);
    }

    /** A 401 has to name a way to authenticate (RFC 9110, 15.5.2), also where it is a cookie that is missing. */
    static Whole problem(Problem problem) {
        Whole whole = text(problem.status(), Problem.MEDIA_TYPE, Json.STRICT.writeValueAsString(problem.body()))
                .with("Cache-Control", "no-store");
        if (problem.status() == ProblemType.UNAUTHORIZED.status()) {
            whole = whole.with("WWW-Authenticate", "Bearer");
        }
        Long retryAfter = problem.retryAfterSeconds();
        return retryAfter == null ? whole : whole.with("Retry-After", Long.toString(retryAfter));
    }

    private static Map<String, String> more(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }
}
