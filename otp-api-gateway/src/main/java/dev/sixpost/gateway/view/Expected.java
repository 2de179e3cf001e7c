package dev.sixpost.gateway.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Requests of this instance that are on their way, and whom their outcomes are for. Bounded by those who wait. */
public final class Expected {
    private final Map<Id, RequestState> requests = new ConcurrentHashMap<>();

    Expected() {}

    /** Ends with whoever waits. */
    public interface Waiting extends AutoCloseable {
        @Override
        void close();
    }

    Waiting add(Id id, RequestState request) {
        return requests.putIfAbsent(id, request) == null ? () -> requests.remove(id) : () -> {};
    }

    /** What this instance asked for, or else what was seen. */
    @Nullable
    RequestState or(Id id, @Nullable RequestState seen) {
        RequestState ours = requests.get(id);
        return ours == null ? seen : ours;
    }
}
