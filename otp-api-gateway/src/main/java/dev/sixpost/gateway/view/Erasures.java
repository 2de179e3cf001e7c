package dev.sixpost.gateway.view;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses that were erased, by application and subject, the newest of them. Guarded by the view. */
final class Erasures {
    private static final int MOST = 10_000;

    private record Whose(String application, String subject) {}

    private final Map<Whose, Instant> erasedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Whose, Instant> eldest) {
            return size() > MOST;
        }
    };

    void add(String application, String subject, Instant at) {
        erasedAt.merge(new Whose(application, subject), at, (one, other) -> one.isBefore(other) ? other : one);
    }

    /** Whether what was said then is of an address that was erased since. */
    boolean cover(String application, String subject, Instant at) {
        Instant erased = erasedAt.get(new Whose(application, subject));
        return erased != null && at.isBefore(erased);
    }
}
