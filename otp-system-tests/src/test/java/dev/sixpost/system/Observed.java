package dev.sixpost.system;

import dev.sixpost.schemas.Delivery;
import dev.sixpost.schemas.EmailDelayed;
import dev.sixpost.schemas.EmailRequested;
import dev.sixpost.schemas.EmailVerified;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.OtpOutcome;
import dev.sixpost.schemas.Topic;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Puts together what the world saw once everything has come to rest. */
final class Observed {
    private static final Duration REST = Duration.ofSeconds(60);

    private Observed() {}

    /** Of all the loads that the stack has seen. */
    static History history(Stack stack, List<Load> loads) throws IOException {
        try (Topics topics = new Topics(stack.kafka())) {
            awaitRest(topics);
            return new History(
                    together(loads, load -> load.accepted),
                    together(loads, load -> load.verified),
                    topics.events(Topic.CHALLENGES, OtpOutcome.class),
                    topics.events(Topic.EMAILS, EmailRequested.class),
                    settled(topics),
                    topics.events(Topic.EMAIL_VERIFIED, EmailVerified.class),
                    messageIds(stack.inbox()),
                    topics.all(Topic.DEAD_LETTERS).size());
        }
    }

    private static Set<String> together(List<Load> loads, Function<Load, Set<String>> part) {
        return loads.stream().map(part).flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static List<Envelope<?>> settled(Topics topics) {
        return topics.events(Topic.DELIVERIES, Delivery.class).stream()
                .filter(e -> !(e.event() instanceof EmailDelayed))
                .toList();
    }

    private static void awaitRest(Topics topics) {
        long end = System.nanoTime() + REST.toNanos();
        while (settled(topics).stream().map(Envelope::id).distinct().count()
                < topics.events(Topic.EMAILS, EmailRequested.class).stream()
                        .map(Envelope::id)
                        .distinct()
                        .count()) {
            if (System.nanoTime() > end) {
                return;
            }
            Http.pause();
        }
    }

    private static List<String> messageIds(URI inbox) throws IOException {
        JsonNode messages =
                Http.get(inbox.resolve("/api/v1/messages?limit=10000")).body().path("messages");
        return messages.valueStream()
                .map(message -> message.path("MessageID").asString(""))
                .toList();
    }
}
