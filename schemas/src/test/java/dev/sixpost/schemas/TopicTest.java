package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void theTopicsAreThoseOfTheContract() {
        assertThat(Topic.ALL.stream().map(TopicTest::row).collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo("""
                    otp.requests | SUBJECT | DELETE | 7 d | -
                    otp.signups | ANY | DELETE | 7 d | -
                    otp.challenges | SUBJECT | DELETE | 1 d | -
                    otp.emails | ANY | DELETE | 1 d | -
                    otp.emails.delayed | BACK_OFF_TIER | DELETE | 1 d | -
                    otp.deliveries | SUBJECT | DELETE | 1 d | -
                    otp.verifications | SUBJECT | DELETE | 1 d | -
                    otp.results | SUBJECT | DELETE | 1 d | -
                    otp.email-verified | SUBJECT | COMPACT | - | 30 d
                    otp.applications | APPLICATION | COMPACT | - | -
                    otp.sessions | SESSION | DELETE+COMPACT | 31 d | -
                    otp.signals | SUBJECT | DELETE | 7 d | -
                    otp.dead-letters | AS_FOUND | DELETE | 14 d | -
                    """);
        assertThat(Topic.PARTITIONS).isEqualTo(6);
    }

    @Test
    void everyKindOfEventIsRegistered() {
        assertThat(EventTypes.ALL)
                .containsExactlyInAnyOrderElementsOf(recordsOf(Event.class))
                .allSatisfy(type ->
                        assertThat(EventTypes.find(EventTypes.nameOf(type))).contains(type));
    }

    private static String row(Topic topic) {
        return String.join(
                " | ",
                topic.name(),
                topic.key().name(),
                topic.cleanup().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(Enum::name)
                        .collect(Collectors.joining("+")),
                topic.retention().map(d -> d.toDays() + " d").orElse("-"),
                topic.minCompactionLag().map(d -> d.toDays() + " d").orElse("-"));
    }

    private static List<Class<? extends Event>> recordsOf(Class<? extends Event> type) {
        if (!type.isSealed()) {
            return List.of(type);
        }
        List<Class<? extends Event>> records = new ArrayList<>();
        for (Class<?> kind : type.getPermittedSubclasses()) {
            records.addAll(recordsOf(kind.asSubclass(Event.class)));
        }
        return records;
    }
}
