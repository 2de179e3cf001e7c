package dev.sixpost.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of the command line, understood as {@code ./otp up} understands its own: {@code --name value}, {@code
 * --name=value} and plain {@code --flag}; no value is blank or begins as a name does.
 */
record Typed(Map<String, String> values, Set<String> flags) {

    Typed {
        values = Map.copyOf(values);
        flags = Set.copyOf(flags);
    }

    static Typed parse(List<String> words, Set<String> knownValues, Set<String> knownFlags) {
        Map<String, String> values = new HashMap<>();
        Set<String> flags = new HashSet<>();
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (knownFlags.contains(word)) {
                flags.add(word);
            } else if (!knownValues.contains(name)) {
                throw new IllegalArgumentException("unknown option " + word);
            } else if (equals >= 0) {
                values.put(name, checked(name, word.substring(equals + 1)));
            } else {
                values.put(name, checked(name, rest.isEmpty() ? "" : rest.removeFirst()));
            }
        }
        return new Typed(values, flags);
    }

    private static String checked(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        if (value.startsWith("-")) {
            throw new IllegalArgumentException(name + " needs a value that does not begin with a hyphen");
        }
        return value;
    }

    /** Refuses {@code name} beside any of the others. */
    void apart(String name, List<String> others) {
        others.stream().filter(this::has).filter(other -> has(name)).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(name + " does not go with " + other);
        });
    }

    boolean has(String name) {
        return flags.contains(name) || values.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Integer> number(String name, int min, int max) {
        return value(name).map(value -> number(name, value, min, max));
    }

    static int number(String name, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(name + " takes a whole number from " + min + " to " + max);
    }
}
