package dev.sixpost.kit.ops;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Named checks, each answering with what is wrong in a few fixed words, or with nothing. <em>Live</em> fails where only a
 * restart helps; <em>ready</em> where the service cannot do its work just now. Checks answer from memory, at once.
 */
public final class Health {
    private final Map<String, Supplier<Optional<String>>> live = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Optional<String>>> ready = new ConcurrentHashMap<>();
    private final Map<String, Health> parts = new ConcurrentHashMap<>();

    public Health live(String name, Supplier<Optional<String>> trouble) {
        live.put(name, trouble);
        return this;
    }

    public Health ready(String name, Supplier<Optional<String>> trouble) {
        ready.put(name, trouble);
        return this;
    }

    /** Adds the checks that a part has, and those it will have, under {@code name}. */
    public Health part(String name, Health part) {
        parts.put(name, part);
        return this;
    }

    /** The checks that fail, by name. */
    public SortedMap<String, String> liveTroubles() {
        SortedMap<String, String> troubles = troubles(live);
        parts.forEach((name, part) -> put(troubles, name, part.liveTroubles()));
        return troubles;
    }

    /** The checks that fail, by name; what is not live is not ready. */
    public SortedMap<String, String> readyTroubles() {
        SortedMap<String, String> troubles = troubles(live);
        troubles.putAll(troubles(ready));
        parts.forEach((name, part) -> put(troubles, name, part.readyTroubles()));
        return troubles;
    }

    private static void put(SortedMap<String, String> troubles, String part, SortedMap<String, String> its) {
        its.forEach((check, trouble) -> troubles.put(part + "/" + check, trouble));
    }

    private static SortedMap<String, String> troubles(Map<String, Supplier<Optional<String>>> checks) {
        SortedMap<String, String> troubles = new TreeMap<>();
        checks.forEach((name, check) -> ask(check).ifPresent(trouble -> troubles.put(name, trouble)));
        return troubles;
    }

    private static Optional<String> ask(Supplier<Optional<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }
}
