package dev.sixpost.gateway.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a challenge's story.
 *
 * @param source 64 bits for the id of the event it comes from, in place of its forty characters
 * @param details what may be shown beside it
 */
public record TimelineEntry(long source, String event, Instant at, Map<String, Object> details) {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public static TimelineEntry of(String eventId, String event, Instant at, Map<String, Object> details) {
        long print = FNV_BASIS;
        for (byte one : eventId.getBytes(StandardCharsets.UTF_8)) {
            print = (print ^ (one & 0xff)) * FNV_PRIME;
        }
        return new TimelineEntry(print, event, at, details);
    }

    /** An event seen again is not another line. */
    boolean isAgain(TimelineEntry seen) {
        return source == seen.source && event.equals(seen.event);
    }
}
