package dev.sixpost.gateway.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Decides what the view forgets: the oldest, where there are too many or it is too old. Guarded by itself. */
final class Retention {
    enum Kind {
        REQUEST,
        CHALLENGE
    }

    record Entry(Kind kind, Id id, long sinceMillis) {
        Entry(Kind kind, Id id, Instant since) {
            this(kind, id, since.toEpochMilli());
        }
    }

    private static final int MAX_FORGOTTEN_AT_ONCE = 64;

    private final int max;
    private final long maxAgeMillis;
    private final Deque<Entry> entries = new ArrayDeque<>();

    Retention(int max, Duration maxAge) {
        this.max = max;
        this.maxAgeMillis = maxAge.toMillis();
    }

    /** Remembers one more; answers with what is to be forgotten, a bounded number at a time. */
    synchronized List<Entry> remember(Entry entry) {
        entries.addLast(entry);
        List<Entry> forgotten = new ArrayList<>();
        long oldest = entry.sinceMillis() - maxAgeMillis;
        while (forgotten.size() < MAX_FORGOTTEN_AT_ONCE
                && (entries.size() > max || entries.getFirst().sinceMillis() < oldest)) {
            forgotten.add(entries.removeFirst());
        }
        return forgotten;
    }
}
