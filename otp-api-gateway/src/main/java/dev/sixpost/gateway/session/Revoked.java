package dev.sixpost.gateway.session;

import dev.sixpost.gateway.token.Session;
import dev.sixpost.schemas.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was ended before its time, each until it would have ended by itself: a session, or all that an address had when it
 * was erased, by its subject. Bounded by count; what is forgotten for want of room fails closed: sessions that are older
 * than the forgotten end are refused, too.
 */
final class Revoked {
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private record End(Instant at, Instant until) {}

    private final int most;
    private final Map<String, End> ends = new LinkedHashMap<>();
    private Instant refusedBefore = Instant.EPOCH;
    private Instant nextSweep = Instant.EPOCH;

    Revoked(int most) {
        this.most = most;
    }

    /** Whether something older had to be forgotten for it. */
    synchronized boolean add(String ended, Instant at, Instant until, Instant now) {
        if (!now.isBefore(nextSweep)) {
            ends.values().removeIf(end -> !now.isBefore(end.until()));
            nextSweep = now.plus(SWEEP);
        }
        End before = ends.get(ended);
        if (now.isBefore(until) && (before == null || before.at().isBefore(at))) {
            ends.remove(ended);
            ends.put(ended, new End(at, until));
        }
        if (ends.size() <= most) {
            return false;
        }
        Iterator<End> oldest = ends.values().iterator();
        Instant forgotten = oldest.next().at();
        oldest.remove();
        refusedBefore = forgotten.isAfter(refusedBefore) ? forgotten : refusedBefore;
        return true;
    }

    synchronized boolean has(String sessionId) {
        return ends.containsKey(sessionId);
    }

    synchronized boolean has(Session session) {
        End erased = ends.get(Subject.of(session.application(), session.email()));
        return has(session.id())
                || (erased != null && session.verifiedAt().isBefore(erased.at()))
                || session.verifiedAt().isBefore(refusedBefore);
    }

    synchronized int size() {
        return ends.size();
    }
}
