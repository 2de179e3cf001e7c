package dev.sixpost.kit.text;

import java.util.Map;
import java.util.TreeMap;

/** The texts of one application in one language. Immutable. */
public final class Texts {
    private final Catalogue catalogue;
    private final Catalogue fallback;
    private final String locale;
    private final Map<String, Phrase> overrides;

    Texts(Catalogue catalogue, Catalogue fallback, String locale, Map<String, Phrase> overrides) {
        this.catalogue = catalogue;
        this.fallback = fallback;
        this.locale = locale;
        this.overrides = overrides;
    }

    /** BCP 47: what is really written, for {@code lang} and {@code Content-Language}. */
    public String language() {
        return catalogue.language();
    }

    /** BCP 47: what to ask for to be given these very texts; more than the language where the application has words for a region. */
    public String locale() {
        return locale;
    }

    /** Of the language, in the language. */
    public String languageName() {
        return catalogue.name();
    }

    /** {@code rtl} or {@code ltr}. */
    public String direction() {
        return catalogue.rightToLeft() ? "rtl" : "ltr";
    }

    /** A text without arguments. IllegalArgumentException where it has some, or there is no such text. */
    public String text(String key) {
        return text(key, Map.of());
    }

    /** IllegalArgumentException where an argument is missing, or there is no such text. */
    public String text(String key, Map<String, ?> arguments) {
        return phrase(key).with(arguments);
    }

    /** As they are written, sorted by key: for those who fill in the arguments themselves. */
    public Map<String, String> sources(String prefix) {
        Map<String, String> found = new TreeMap<>();
        fallback.phrases().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> found.put(key, phrase(key).source()));
        return found;
    }

    private Phrase phrase(String key) {
        Phrase own = overrides.get(key);
        Phrase ours = own == null
                ? catalogue.phrases().getOrDefault(key, fallback.phrases().get(key))
                : own;
        if (ours == null) {
            throw new IllegalArgumentException("no text " + key);
        }
        return ours;
    }
}
