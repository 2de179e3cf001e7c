package dev.sixpost.kit.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application says in place of our texts. A name is a key ({@code mail.subject.login}), or the beginning of keys
 * ({@code mail.subject}: for every purpose); {@code mail.} may be left out. The longer name wins, and the closer locale
 * before that, none beyond the language of the texts: what stands under {@code zh} is not for {@code zh-Hant}. Texts that
 * are not fit to be shown are passed over.
 */
final class Overrides {
    private static final String MAIL = "mail.";
    private static final int MAX_CHARS = 2_000;

    private Overrides() {}

    /** By key, for texts in {@code tag}. */
    static Map<String, Phrase> of(
            Map<String, Map<String, String>> strings, String tag, Catalogue catalogue, Catalogue measure) {
        Map<String, Map<String, String>> byTag = new HashMap<>();
        strings.forEach((locale, texts) -> byTag.put(Tag.canonical(locale), texts));
        Map<String, Phrase> found = new HashMap<>();
        for (String closest : tags(tag, catalogue).toList()) {
            Map<String, String> texts = byTag.getOrDefault(closest, Map.of());
            for (String key :
                    texts.isEmpty() ? Set.<String>of() : measure.phrases().keySet()) {
                names(key).stream()
                        .filter(texts::containsKey)
                        .map(texts::get)
                        .filter(text -> problem(text, measure, key).isEmpty())
                        .findFirst()
                        .ifPresent(text -> found.putIfAbsent(key, Phrase.compile(text, catalogue.rules())));
            }
        }
        return Map.copyOf(found);
    }

    /** Whose texts are for who reads {@code tag}, the closest first. */
    static Stream<String> tags(String tag, Catalogue catalogue) {
        return Tag.closestFirst(tag).takeWhile(closest -> closest.startsWith(catalogue.language()));
    }

    /** The keys that a name stands for. */
    static Set<String> keys(String name, Set<String> all) {
        return all.stream().filter(key -> names(key).contains(name)).collect(Collectors.toSet());
    }

    /** {@code measure} has the arguments that are there to be used. */
    static Optional<String> problem(String text, Catalogue measure, String key) {
        if (text.isBlank() || text.length() > MAX_CHARS) {
            return Optional.of("a text has 1 to " + MAX_CHARS + " characters");
        }
        if (!SafeText.line(text)) {
            return Optional.of("a text has no line ends, control characters or marks that turn or hide text");
        }
        Phrase ours = measure.phrases().get(key);
        if (ours == null) {
            return Optional.of("no text has this name");
        }
        try {
            Phrase theirs = Phrase.compile(text, measure.rules());
            if (!ours.arguments().containsAll(theirs.arguments())) {
                return Optional.of("the arguments of this text are " + ours.arguments());
            }
            return measure.numbers().containsAll(theirs.counted())
                    ? Optional.empty()
                    : Optional.of("only numbers can be counted, of all texts " + new TreeSet<>(measure.numbers()));
        } catch (IllegalArgumentException e) {
            return Optional.of("is malformed: it may have {name} and {count, plural, one {…} other {…}}");
        }
    }

    /** Of a key, the longest first. */
    private static List<String> names(String key) {
        List<String> names = new ArrayList<>();
        for (String name = key; name.indexOf('.') > 0; name = shorter(name)) {
            names.add(name);
            if (name.startsWith(MAIL)) {
                names.add(name.substring(MAIL.length()));
            }
        }
        return names;
    }

    private static String shorter(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
