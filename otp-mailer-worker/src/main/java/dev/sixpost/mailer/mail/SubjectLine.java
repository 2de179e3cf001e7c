package dev.sixpost.mailer.mail;

import dev.sixpost.kit.text.Texts;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Map;

/** A subject that mail programs show whole: what is too long loses the end of the application's name. Pure. */
final class SubjectLine {
    static final int MAX_CHARS = 78;

    private static final String ELLIPSIS = "…";

    private SubjectLine() {}

    static String of(Texts texts, String key, String application) {
        String whole = texts.text(key, Map.of("application", application));
        int surplus = whole.length() - MAX_CHARS;
        if (surplus <= 0) {
            return whole;
        }
        String shorter = cut(application, Math.max(1, application.length() - surplus - 1));
        return cut(texts.text(key, Map.of("application", shorter)), MAX_CHARS);
    }

    /** At most so many characters, and none of them half. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.isBoundary(length - 1) ? length - 1 : characters.preceding(length - 1);
        return text.substring(0, Math.max(0, end)).stripTrailing() + ELLIPSIS;
    }
}
