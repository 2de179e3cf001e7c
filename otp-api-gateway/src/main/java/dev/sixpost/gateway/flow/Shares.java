package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Body;
import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.ProblemType;
import dev.sixpost.gateway.problem.Refused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of this instance one application may have at a time, so that there is room for another's while one floods, or has
 * many who wait.
 */
public final class Shares {
    /** Three quarters of what the publisher has under way at most. */
    public static final int MOST = 1_500;

    private final int most;

    /** Only of what is under way, so as many as there are connections. */
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    public Shares(int most) {
        this.most = most;
    }

    /**
     * For a route of applications: one more than the share is refused at once. A request counts from when its body is there,
     * so that those who send theirs slowly keep nobody out.
     */
    public Handler within(Handler handler) {
        return request -> {
            String application = request.value("application");
            if (!hasRoom(application)) {
                throw refusal();
            }
            try (Place place = new Place(application, request.body())) {
                return handler.handle(request.withBody(place));
            }
        };
    }

    private static Refused refusal() {
        return new Refused(Problem.of(ProblemType.RATE_LIMITED).retryAfter(1));
    }

    /** Whether there is room for one more, which then counts until it {@link #leave leaves}. */
    boolean take(String application) {
        if (underWay.merge(application, 1, Integer::sum) <= most) {
            return true;
        }
        leave(application);
        return false;
    }

    /** Whether there is just now. */
    boolean hasRoom(String application) {
        return underWay.getOrDefault(application, 0) < most;
    }

    void leave(String application) {
        underWay.computeIfPresent(application, (_, count) -> count == 1 ? null : count - 1);
    }

    /** What a request has of the share, from its body to its answer. */
    private final class Place implements Body, AutoCloseable {
        private final String application;
        private final Body sent;
        private boolean taken;

        private Place(String application, Body sent) {
            this.application = application;
            this.sent = sent;
        }

        @Override
        public byte[] read() {
            byte[] body = sent.read();
            if (!taken && !take(application)) {
                throw refusal();
            }
            taken = true;
            return body;
        }

        @Override
        public void close() {
            if (taken) {
                leave(application);
            }
        }
    }
}
