package dev.sixpost.kit.text;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The texts of one language, as its message file has them.
 *
 * @param numbers the arguments that some text counts
 */
record Catalogue(
        String language,
        String name,
        boolean rightToLeft,
        PluralRules rules,
        Map<String, Phrase> phrases,
        Set<String> numbers) {

    /** {@code language} is one of ours, never what somebody asked for: it becomes a file's name. */
    static Catalogue read(String language) {
        ULocale locale = ULocale.forLanguageTag(language);
        PluralRules rules = PluralRules.forLocale(locale);
        Map<String, Phrase> phrases = new HashMap<>();
        for (Map.Entry<Object, Object> line : file(language).entrySet()) {
            String key = line.getKey().toString();
            try {
                phrases.put(key, Phrase.compile(line.getValue().toString(), rules));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("message " + key + " of " + language + " is malformed", e);
            }
        }
        String name = locale.getDisplayNameWithDialect(locale);
        Set<String> numbers = phrases.values().stream()
                .flatMap(phrase -> phrase.counted().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Catalogue(language, name, locale.isRightToLeft(), rules, Map.copyOf(phrases), numbers);
    }

    private static Properties file(String language) {
        Properties lines = new Properties();
        String name = "messages_" + language + ".properties";
        try (InputStream file = Catalogue.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            lines.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
        return lines;
    }
}
