package dev.sixpost.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A missing, surplus or malformed message in any language fails the build. */
class MessageFilesTest {
    private static final Catalogue ENGLISH = Catalogue.read(Messages.DEFAULT_LANGUAGE);
    private static final Path FOLDER = Path.of("src/main/resources/dev/sixpost/kit/text");

    static Stream<String> languages() {
        return Messages.LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasTheSameKeys(String language) {
        assertThat(new TreeSet<>(Catalogue.read(language).phrases().keySet()))
                .isEqualTo(new TreeSet<>(ENGLISH.phrases().keySet()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyMessageHasTheArgumentsOfTheEnglishOne(String language) {
        Catalogue.read(language)
                .phrases()
                .forEach((key, phrase) -> assertThat(phrase.arguments())
                        .as(key)
                        .isEqualTo(english(key).arguments()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyPluralHasTheFormsThatTheLanguageCountsWith(String language) {
        Catalogue catalogue = Catalogue.read(language);
        Set<String> needed = LongStream.rangeClosed(0, 1_000)
                .mapToObj(catalogue.rules()::select)
                .collect(Collectors.toCollection(TreeSet::new));
        needed.add(PluralRules.KEYWORD_OTHER);
        catalogue.phrases().forEach((key, phrase) -> {
            boolean counts = !english(key).categories().isEmpty();
            assertThat(phrase.categories()).as(key).isEqualTo(counts ? needed : Set.of());
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLineIsOneMessageInPlainWords(String language) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (String line : lines(language)) {
            assertThat(line).as("mails and pages escape; apostrophes are ’").doesNotContain("<", "&", "'", "\\");
            assertThat(SafeText.line(line)).as(line).isTrue();
            assertThat(line).matches("(mail|web)(\\.[a-z][a-z0-9_]*)+=\\S(.*\\S)?");
            assertThat(seen.add(line.substring(0, line.indexOf('=')))).as(line).isTrue();
        }
    }

    /** {@code {time}} is an hour, or a weekday and an hour: after a word such as “at” only one of the two can stand. */
    @ParameterizedTest
    @MethodSource("languages")
    void aTimeStandsWhereADayMayStandToo(String language) throws IOException {
        assertThat(lines(language).stream().filter(line -> line.matches("web\\.code\\.(locked|limited)=.*")))
                .hasSize(2)
                .allMatch(line -> Set.of("ja", "ko", "zh", "zh-Hant").contains(language) || line.contains(": {time}"));
    }

    @Test
    void thereIsNoMessageFileOfAnUnknownLanguage() throws IOException {
        assertThat(Messages.LANGUAGES).doesNotHaveDuplicates().contains(Messages.DEFAULT_LANGUAGE);
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(languages()
                            .map(language -> "messages_" + language + ".properties")
                            .toList());
        }
    }

    private static Phrase english(String key) {
        Phrase phrase = ENGLISH.phrases().get(key);
        assertThat(phrase).as(key).isNotNull();
        return phrase;
    }

    private static List<String> lines(String language) throws IOException {
        try (InputStream file = Catalogue.class.getResourceAsStream("messages_" + language + ".properties")) {
            assertThat(file).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
