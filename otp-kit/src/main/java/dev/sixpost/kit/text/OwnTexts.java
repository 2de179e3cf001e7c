package dev.sixpost.kit.text;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Our texts with what one application says in their place, each language and region compiled once, when first asked for: no
 * more than there are languages and locales the application has words for. Safe for many threads.
 */
final class OwnTexts {
    private final Map<String, Map<String, String>> strings;
    private final Set<String> locales;
    private final Map<String, Texts> made = new ConcurrentHashMap<>();

    OwnTexts(Map<String, Map<String, String>> strings) {
        this.strings = strings;
        this.locales = strings.keySet().stream().map(Tag::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /** Settings that were read anew may say the same. */
    boolean say(Map<String, Map<String, String>> other) {
        return strings.equals(other);
    }

    /** For who reads {@code tag}, which is {@code catalogue}'s language or a kind of it. */
    Texts of(String tag, Catalogue catalogue, Catalogue fallback) {
        String closest = Overrides.tags(tag, catalogue)
                .filter(locales::contains)
                .findFirst()
                .orElse(catalogue.language());
        return made.computeIfAbsent(
                closest,
                locale -> new Texts(catalogue, fallback, locale, Overrides.of(strings, locale, catalogue, fallback)));
    }
}
