package dev.sixpost.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The timeline of a status answer, with the time since the step before. */
final class Timeline {

    private Timeline() {}

    static List<String> lines(JsonNode timeline) {
        List<String> lines = new ArrayList<>();
        Instant before = Instant.MAX;
        for (JsonNode entry : timeline) {
            Instant at = Instant.parse(entry.path("at").asString(""));
            long took = before.equals(Instant.MAX)
                    ? 0
                    : Duration.between(before, at).toMillis();
            lines.add(String.format(
                    Locale.ROOT,
                    "%+8d ms  %s  %s",
                    took,
                    at,
                    entry.path("event").asString("")));
            before = at;
        }
        return lines;
    }
}
