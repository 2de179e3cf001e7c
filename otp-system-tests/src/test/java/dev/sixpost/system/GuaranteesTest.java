package dev.sixpost.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every test that docs/GUARANTEES.md names exists. */
class GuaranteesTest {
    private static final Path ROOT = Path.of(System.getProperty("sixpost.root"));
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z]+(?:Test|IT))#([A-Za-z0-9]+)`");
    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

    private static Map<String, String> sources;

    @BeforeAll
    static void readSources() throws IOException {
        sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/"))
                    .forEach(file -> sources.merge(
                            file.getFileName().toString().replace(".java", ""), read(file), String::concat));
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<MatchResult> named = NAMED.matcher(Files.readString(ROOT.resolve("docs/GUARANTEES.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named.stream()
                        .filter(name -> !exists(name.group(1), name.group(2)))
                        .map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void aTestThatIsNotThereIsMissed() {
        assertThat(exists("GuaranteesTest", "aTestThatIsNotThereIsMissed")).isTrue();
        assertThat(exists("GuaranteesTest", "aTestThatWasRenamed")).isFalse();
        assertThat(exists("NoSuchTest", "everyTestThatIsNamedExists")).isFalse();
    }

    /** In the class or in the one it extends. */
    private static boolean exists(String type, String method) {
        String source = sources.getOrDefault(type, "");
        if (source.contains("void " + method + "(")) {
            return true;
        }
        return PARENT.matcher(source).results().anyMatch(parent -> exists(parent.group(1), method));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
