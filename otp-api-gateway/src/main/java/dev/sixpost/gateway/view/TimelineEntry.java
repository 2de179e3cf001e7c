package dev.sixpost.gateway.view;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a challenge's story.
 *
 * @param source 64 bits for the id of the event it comes from, in place of its forty characters
 * @param details what may be shown beside it
 */
public record TimelineEntry(long source, String event, long atMillis, Map<String, Object> details) {
    public static TimelineEntry of(String eventId, String event, Instant at, Map<String, Object> details) {
        return new TimelineEntry(Print.of(eventId), event, at.toEpochMilli(), details);
    }

    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    /** An event seen again is not another line. */
    boolean isAgain(TimelineEntry seen) {
        return source == seen.source && event.equals(seen.event);
    }
}
