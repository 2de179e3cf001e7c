package dev.sixpost.kit.text;

import static java.util.Objects.requireNonNull;

import dev.sixpost.schemas.ApplicationConfigured;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Every text of mails, pages and component, in every language, read once. Keys begin with {@code mail.} or {@code web.}.
 * Safe for many threads.
 */
public final class Messages {
    /** What is fallen back to last, and the measure of all other message files. */
    public static final String DEFAULT_LANGUAGE = "en";

    /** BCP 47. */
    public static final List<String> LANGUAGES = List.of(
            "en", "es", "pt", "fr", "de", "it", "nl", "pl", "cs", "sv", "da", "fi", "tr", "ru", "uk", "ja", "ko", "zh",
            "zh-Hant", "ar", "he", "hi");

    /** Of applications whose own texts are at hand; those of one that was forgotten are made again. */
    private static final int KEPT = 10_000;

    private final Map<String, Catalogue> catalogues = new LinkedHashMap<>();
    private final Map<String, Texts> ours = new HashMap<>();
    private final Map<String, OwnTexts> own = new ConcurrentHashMap<>();
    private final Catalogue fallback;

    private Messages() {
        LANGUAGES.forEach(language -> catalogues.put(language, Catalogue.read(language)));
        fallback = catalogue(DEFAULT_LANGUAGE).orElseThrow();
        catalogues.forEach((language, found) -> ours.put(language, new Texts(found, fallback, language, Map.of())));
    }

    /** Read when first asked for, and shared from then on. An error where a message file is missing or malformed. */
    public static Messages load() {
        return Loaded.MESSAGES;
    }

    private static final class Loaded {
        private static final Messages MESSAGES = new Messages();
    }

    /**
     * The texts for who wants to read one of these languages, the best first: the first one that is known ({@code pt} for
     * {@code pt-BR}, {@code zh-Hant} for {@code zh-TW}), else the application's, else English; with what the application
     * replaces. The same object for as long as its settings say the same.
     */
    public Texts texts(List<String> wanted, ApplicationConfigured application) {
        for (String tag : wanted) {
            Optional<Catalogue> found = catalogue(tag);
            if (found.isPresent()) {
                return texts(found.get(), tag, application);
            }
        }
        String own = application.locale();
        return texts(catalogue(own).orElse(fallback), own, application);
    }

    /** The same without an application. */
    public Texts texts(List<String> wanted) {
        Catalogue found = wanted.stream()
                .flatMap(tag -> catalogue(tag).stream())
                .findFirst()
                .orElse(fallback);
        return ours(found);
    }

    /** Whether there are texts in this language, or in one it is a kind of. */
    public boolean know(String tag) {
        return catalogue(tag).isPresent();
    }

    /** What is wrong with a text that an application gives in place of ours, for whoever wrote it; empty where it is fine. */
    public Optional<String> problem(String name, String text) {
        Set<String> keys = Overrides.keys(name, fallback.phrases().keySet());
        if (keys.isEmpty()) {
            return Optional.of("no text has this name");
        }
        return keys.stream()
                .flatMap(key -> Overrides.problem(text, fallback, key).stream())
                .findFirst();
    }

    private Texts texts(Catalogue catalogue, String tag, ApplicationConfigured application) {
        if (application.strings().isEmpty()) {
            return ours(catalogue);
        }
        return own(application).of(tag, catalogue, fallback);
    }

    private OwnTexts own(ApplicationConfigured application) {
        OwnTexts known = own.get(application.id());
        if (known != null && known.say(application.strings())) {
            return known;
        }
        OwnTexts made = new OwnTexts(application.strings());
        if (own.size() >= KEPT) {
            own.clear();
        }
        own.put(application.id(), made);
        return made;
    }

    private Texts ours(Catalogue catalogue) {
        return requireNonNull(ours.get(catalogue.language()));
    }

    /** Looked up among what is loaded; what was asked for never leads to a file. */
    private Optional<Catalogue> catalogue(String tag) {
        if (tag.length() > Tag.MAX_LENGTH) {
            return Optional.empty();
        }
        return Tag.closestFirst(tag)
                .flatMap(closest -> Stream.ofNullable(catalogues.get(closest)))
                .findFirst();
    }
}
