package dev.sixpost.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was typed after a command: {@code --name value}, {@code --name=value} and plain {@code --flag}. */
public record Arguments(Map<String, String> values, Set<String> flags) {

    public Arguments {
        values = Map.copyOf(values);
        flags = Set.copyOf(flags);
    }

    /** Refuses what the command does not know. */
    static Arguments parse(List<String> typed, Set<String> knownValues, Set<String> knownFlags) {
        Map<String, String> values = new HashMap<>();
        Set<String> flags = new HashSet<>();
        Deque<String> rest = new ArrayDeque<>(typed);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (knownFlags.contains(name) && equals < 0) {
                flags.add(name);
            } else if (!knownValues.contains(name)) {
                throw new Failure("Unknown argument " + word + ".");
            } else if (equals >= 0) {
                values.put(name, word.substring(equals + 1));
            } else if (rest.isEmpty()) {
                throw new Failure(name + " needs a value.");
            } else {
                values.put(name, rest.removeFirst());
            }
        }
        return new Arguments(values, flags);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }
}
