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

/** What was typed after a command: {@code --name value}, {@code --name=value}, plain {@code --flag}, and other words. */
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
                values.put(name, word.substring(equals + 1));
            } else if (rest.isEmpty()) {
                throw new Failure(name + " needs a value.");
            } else {
                values.put(name, rest.removeFirst());
            }
        }
        return new Arguments(values, flags, words);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }
}
