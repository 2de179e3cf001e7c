package dev.sixpost.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The environment variables whose names stand in the sources of a service or of what the services share. */
final class KnownVariables {
    private static final String FILE = "_FILE";

    /** Lists the names of all services, so that it proves nothing for one. */
    private static final String LIST_OF_ALL = "Environment.java";

    private final String sources;

    private KnownVariables(String sources) {
        this.sources = sources;
    }

    static KnownVariables of(Path root, String module) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String part : List.of(module, "otp-kit")) {
            for (Path file : SourceFiles.java(root.resolve(part).resolve("src/main"))) {
                if (!file.endsWith(LIST_OF_ALL)) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return new KnownVariables(sources.toString());
    }

    /** As one literal, or as a prefix and the rest: {@code "SMTP_"} and {@code "PORT"}. */
    boolean contains(String variable) {
        String name = variable.endsWith(FILE) ? variable.substring(0, variable.length() - FILE.length()) : variable;
        int prefix = name.indexOf('_') + 1;
        return hasLiteral(name) || (hasLiteral(name.substring(0, prefix)) && hasLiteral(name.substring(prefix)));
    }

    private boolean hasLiteral(String text) {
        return sources.contains('"' + text + '"');
    }
}
