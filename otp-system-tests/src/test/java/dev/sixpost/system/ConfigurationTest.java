package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md names every variable that the code reads. */
class ConfigurationTest {
    private static final Path ROOT = Path.of(System.getProperty("sixpost.root"));
    private static final Pattern VARIABLE = Pattern.compile("\"((?:OTP|SMTP|DATABASE|KAFKA)_[A-Z_]+[A-Z])\"");

    @Test
    void everyVariableThatIsReadIsDocumented() throws IOException {
        String documented = Files.readString(ROOT.resolve("docs/configuration.md"));

        Set<String> read = variablesInSources();

        assertThat(read).contains("OTP_KEYS", "SMTP_HOST", "DATABASE_URL").hasSizeGreaterThan(20);
        assertThat(read).filteredOn(name -> !documented.contains(name)).isEmpty();
    }

    private static Set<String> variablesInSources() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .forEach(file -> VARIABLE.matcher(read(file)).results().forEach(name -> found.add(name.group(1))));
        }
        found.removeIf(name -> name.endsWith("_FILE"));
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
