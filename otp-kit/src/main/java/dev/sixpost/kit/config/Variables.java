package dev.sixpost.kit.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Names and values as given, the {@code …_FILE} form of each name included; a blank value is as good as none. */
final class Variables {
    static final String FILE = "_FILE";

    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Map<String, String> given;
    private final BiConsumer<String, String> problem;

    Variables(Map<String, String> given, BiConsumer<String, String> problem) {
        this.given = Map.copyOf(given);
        this.problem = problem;
    }

    Optional<String> find(String name) {
        Optional<String> value = plain(name);
        Optional<String> file = plain(name + FILE);
        if (file.isEmpty()) {
            return value;
        }
        if (value.isPresent()) {
            problem.accept(name, "is set twice, as " + name + " and as " + name + FILE);
            return value;
        }
        return read(name + FILE, file.get());
    }

    /** The names that start with {@code prefix}, without {@code _FILE} but where {@code literal} knows the whole name. */
    SortedMap<String, String> startingWith(String prefix, Predicate<String> literal) {
        SortedMap<String, String> found = new TreeMap<>();
        for (String key : given.keySet()) {
            if (!key.startsWith(prefix)) {
                continue;
            }
            if (key.endsWith(FILE) && literal.test(key)) {
                plain(key).ifPresent(value -> found.put(key, value));
            } else {
                String name = key.endsWith(FILE) ? key.substring(0, key.length() - FILE.length()) : key;
                find(name).ifPresent(value -> found.put(name, value));
            }
        }
        return found;
    }

    Iterable<String> names() {
        return new TreeMap<>(given).keySet();
    }

    private Optional<String> plain(String name) {
        return Optional.ofNullable(given.get(name)).filter(value -> !value.isBlank());
    }

    private Optional<String> read(String name, String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                problem.accept(name, "names a file of more than 64 KiB");
                return Optional.empty();
            }
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                problem.accept(name, "names a file without content");
                return Optional.empty();
            }
            return Optional.of(text);
        } catch (IOException | InvalidPathException e) {
            problem.accept(name, "names a file that cannot be read");
            return Optional.empty();
        }
    }
}
