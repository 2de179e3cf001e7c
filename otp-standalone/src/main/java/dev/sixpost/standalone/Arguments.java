package dev.sixpost.standalone;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed after a command: {@code --name value}, {@code --name=value}, plain {@code --flag}, and other words. No
 * value is blank or begins as a name does: it would be the next name, or a variable of the shell that has nothing in it.
 */
public record Arguments(Map<String, String> values, Set<String> flags, List<String> words) {

    public Arguments {
        values = Map.copyOf(values);
        flags = Set.copyOf(flags);
        words = List.copyOf(words);
    }

    /** Refuses what the command does not know, any other word included. */
    static Arguments parse(List<String> typed, Set<String> knownValues, Set<String> knownFlags) {
        Arguments parsed = parseWithWords(typed, knownValues, knownFlags);
        if (!parsed.words().isEmpty()) {
            throw new Failure("Unknown argument " + parsed.words().getFirst() + ".");
        }
        return parsed;
    }

    static Arguments parseWithWords(List<String> typed, Set<String> knownValues, Set<String> knownFlags) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        Set<String> flags = new HashSet<>();
        Deque<String> rest = new ArrayDeque<>(typed);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("-")) {
                words.add(word);
            } else if (knownFlags.contains(name) && equals < 0) {
                flags.add(name);
            } else if (!knownValues.contains(name)) {
                throw new Failure("Unknown argument " + word + ".");
            } else if (equals >= 0) {
                values.put(name, checked(name, word.substring(equals + 1)));
            } else {
                values.put(name, checked(name, rest.isEmpty() ? "" : rest.removeFirst()));
            }
        }
        return new Arguments(values, flags, words);
    }

    private static String checked(String name, String value) {
        if (value.isBlank()) {
            throw new Failure(name + " needs a value.");
        }
        if (value.startsWith("-")) {
            throw new Failure(name + " needs a value that does not begin with a hyphen.");
        }
        return value;
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }
}
