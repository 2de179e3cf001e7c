package dev.sixpost.gateway.http;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.kit.ops.AdminToken;
import java.util.Set;

/** What has to be right about a request before its handler sees it. Bodies are read after that. */
public final class Guards {
    private static final Set<String> JSON = Set.of("application/json", Problem.MEDIA_TYPE);
    private static final Set<String> EVENTS = Set.of("text/event-stream");

    private Guards() {}

    /** A body in JSON, an answer in JSON, nothing in the query: what stands there ends up in logs of others. */
    public static Handler posting(Handler handler) {
        return request -> {
            requireAccept(request, JSON);
            if (!MediaTypes.json(request.fields().all("content-type")) || !MediaTypes.plain(request.fields())) {
                throw new Refused(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            }
            if (!request.query().isEmpty()) {
                throw new Refused(Problem.invalid("", "Query parameters are not read here; send them in the body."));
            }
            return uncached(handler.handle(request));
        };
    }

    /** No body: everything is in the cookies. */
    public static Handler acting(Handler handler) {
        return request -> {
            requireAccept(request, JSON);
            if (request.body().read().length > 0) {
                throw new Refused(Problem.invalid("", "There is nothing to send here."));
            }
            return uncached(handler.handle(request));
        };
    }

    public static Handler reading(Handler handler) {
        return request -> {
            requireAccept(request, JSON);
            return uncached(handler.handle(request));
        };
    }

    public static Handler listening(Handler handler) {
        return request -> {
            requireAccept(request, EVENTS);
            return uncached(handler.handle(request));
        };
    }

    /** Whoever cannot show the operators' token learns nothing else. */
    public static Handler administering(AdminToken token, Handler handler) {
        return request -> {
            if (!token.admits(request.fields().all("authorization"))) {
                throw new Refused(Problem.of(ProblemType.UNAUTHORIZED));
            }
            requireAccept(request, JSON);
            if (!MediaTypes.plain(request.fields())) {
                throw new Refused(Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            }
            return uncached(handler.handle(request));
        };
    }

    private static void requireAccept(Request request, Set<String> types) {
        if (!MediaTypes.admits(request.fields().all("accept"), types)) {
            throw new Refused(Problem.of(ProblemType.NOT_ACCEPTABLE));
        }
    }

    private static Response uncached(Response response) {
        return response.with("Cache-Control", "no-store");
    }
}
