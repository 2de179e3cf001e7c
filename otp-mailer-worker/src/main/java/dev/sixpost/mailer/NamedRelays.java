package dev.sixpost.mailer;

import dev.sixpost.mailer.smtp.RelaySettings;
import dev.sixpost.schemas.ApplicationConfigured;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which relays some application names as its own; looked up no more than once a second. Safe for many threads. */
final class NamedRelays implements Predicate<String> {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Instant NEVER = Instant.MIN;

    private record Found(Set<String> names, Instant at) {}

    private final InstantSource time;
    private volatile Supplier<List<ApplicationConfigured>> applications = List::of;
    private volatile Found found = new Found(Set.of(), NEVER);

    NamedRelays(InstantSource time) {
        this.time = time;
    }

    /** From now on these applications are asked. */
    void follow(Supplier<List<ApplicationConfigured>> known) {
        applications = known;
        found = new Found(Set.of(), NEVER);
    }

    @Override
    public boolean test(String relay) {
        Found last = found;
        Instant now = time.instant();
        if (last.at().equals(NEVER) || now.isAfter(last.at().plus(FRESH))) {
            last = new Found(names(), now);
            found = last;
        }
        return last.names().contains(relay);
    }

    private Set<String> names() {
        return applications.get().stream()
                .map(application -> RelaySettings.name(application.smtp()))
                .collect(Collectors.toSet());
    }
}
