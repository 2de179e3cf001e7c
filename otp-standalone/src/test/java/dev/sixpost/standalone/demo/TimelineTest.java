package dev.sixpost.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.schemas.Json;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void saysHowLongEachStepTook() {
        var timeline = Json.STRICT.readTree("""
            [{"event": "requested", "at": "2026-11-20T15:00:00Z"},
             {"event": "issued", "at": "2026-11-20T15:00:00.042Z"},
             {"event": "sent", "at": "2026-11-20T15:00:00.040Z"}]\
            """);
        assertThat(Timeline.lines(timeline))
                .containsExactly(
                        "      +0 ms  2026-11-20T15:00:00Z  requested",
                        "     +42 ms  2026-11-20T15:00:00.042Z  issued",
                        "      -2 ms  2026-11-20T15:00:00.040Z  sent");
    }
}
