package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

    @Test
    void whatAThreadHadUsedBeforeTheRunIsNotBookedToTheRunItEndsIn() {
        Usage before = usage(30, Map.of("issuer", 12.0, "mailer", 3.0));
        Usage after = usage(31.5, Map.of("issuer", 2.5, "mailer", 4.0));

        Map<String, Double> used = after.cpuSince(before);

        assertThat(used).containsEntry("mailer", 1.0).containsEntry("issuer", 0.0);
        assertThat(used.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(1.5);
    }

    @Test
    void whatThreadsUsedThatBeganAndEndedMeanwhileIsShownAsTheirs() {
        Usage before = usage(10, Map.of("issuer", 4.0));
        Usage after = usage(13, Map.of("issuer", 5.0));

        assertThat(after.cpuSince(before)).isEqualTo(Map.of("issuer", 1.0, Component.ENDED, 2.0));
    }

    private static Usage usage(double total, Map<String, Double> cpuSeconds) {
        return new Usage(total, cpuSeconds, Map.of());
    }
}
