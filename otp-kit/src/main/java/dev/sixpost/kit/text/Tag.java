package dev.sixpost.kit.text;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A BCP 47 tag, as texts are looked up by it. Pure, and without an error for any text. */
final class Tag {
    /** Where Chinese is read in traditional characters, so that a tag need not name the script. */
    private static final Pattern TRADITIONAL = Pattern.compile("^zh(?=-(?:TW|HK|MO)(?:-|$))");

    private Tag() {}

    /** In the one way to write it, with the script that a region stands for: {@code zh-Hant-TW} for {@code zh-tw}. */
    static String canonical(String tag) {
        return TRADITIONAL.matcher(Locale.forLanguageTag(tag).toLanguageTag()).replaceFirst("zh-Hant");
    }

    /** Itself and what it falls back to: {@code zh-Hant-TW}, {@code zh-Hant}, {@code zh}. */
    static Stream<String> closestFirst(String tag) {
        return Stream.iterate(canonical(tag), closest -> !closest.isEmpty(), Tag::wider);
    }

    private static String wider(String tag) {
        return tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
    }
}
