package dev.sixpost.house;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the repository, without what is built or kept on the side. */
final class SourceFiles {
    private static final Set<String> NOT_SOURCE = Set.of(".git", "target", ".otp", ".idea", ".vscode", "node_modules");
    private static final String ROOT_PROPERTY = "sixpost.root";

    private SourceFiles() {}

    /** The folder the build was started in. */
    static Path root() {
        return Path.of(System.getProperty(ROOT_PROPERTY, ".")).toAbsolutePath().normalize();
    }

    static List<Path> all(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> isSource(root.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    static List<Path> java(Path root) throws IOException {
        return all(root).stream().filter(f -> f.toString().endsWith(".java")).toList();
    }

    /** The text of a file; empty where it is none. */
    static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8)).filter(t -> t.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            if (NOT_SOURCE.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
