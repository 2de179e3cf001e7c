package dev.sixpost.gateway.view;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a challenge's story.
 *
 * @param eventId of the event it comes from; an event seen again is not another line
 * @param details what may be shown beside it
 */
public record TimelineEntry(String eventId, String event, Instant at, Map<String, Object> details) {}
