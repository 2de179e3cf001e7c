package dev.sixpost.gateway;

import dev.sixpost.gateway.http.Fallback;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.kit.ops.Answer;
import dev.sixpost.kit.ops.OpsRoutes;
import dev.sixpost.kit.ops.Question;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Operators' routes of a whole process on the gateway's own port; none until they are mounted, for that port is public. */
final class OpsMount implements Fallback {
    /** The headers operators' routes may ask for. */
    private static final List<String> HEADERS = List.of("authorization", "content-type", "accept");

    private final AtomicReference<@Nullable OpsRoutes> mounted = new AtomicReference<>();

    void mount(OpsRoutes routes) {
        mounted.set(routes);
    }

    @Override
    public Optional<Handler> find(String method, String rawPath) {
        OpsRoutes routes = mounted.get();
        return routes != null && routes.has(rawPath)
                ? Optional.of(request -> {
                    Map<String, String> headers = new HashMap<>();
                    for (String name : HEADERS) {
                        request.fields().first(name).ifPresent(value -> headers.put(name, value));
                    }
                    String body = new String(request.body().read(), StandardCharsets.UTF_8);
                    return response(routes.answer(new Question(method, rawPath, headers, body)));
                })
                : Optional.empty();
    }

    private static Response response(Answer answer) {
        Response response = Response.text(answer.status(), answer.contentType(), answer.body())
                .with("Cache-Control", "no-store");
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}
