package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void theBarsOfTheCpuLeaveTheMemoryOut() {
        Result run = new Result(
                500, Map.of(), Map.of(), Map.of(), Map.of("issuer", 0.25), 0.1, Map.of("issuer", 201.5), Map.of(), 0);

        String page = Page.of(Options.parse("--apart"), List.of(run));
        String bars = page.substring(0, page.indexOf("<table>"));

        assertThat(bars).contains(">0.250<").doesNotContain("201.5");
        assertThat(page.substring(bars.length())).contains("201.50");
    }
}
