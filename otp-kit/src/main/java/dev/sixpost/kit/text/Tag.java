package dev.sixpost.kit.text;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A BCP 47 tag: whether it is one, and as texts are looked up by it. Pure, and without an error for any text. */
public final class Tag {
    public static final int MAX_LENGTH = 35;

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*");

    /** Where Chinese is read in traditional characters, so that a tag need not name the script. */
    private static final Pattern TRADITIONAL = Pattern.compile("^zh(?=-(?:TW|HK|MO)(?:-|$))");

    private Tag() {}

    /** As the schemas of the events have it. */
    public static boolean isWellFormed(String tag) {
        return tag.length() <= MAX_LENGTH && WELL_FORMED.matcher(tag).matches();
    }

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
