package dev.sixpost.kit.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like an e-mail address in a text that somebody else wrote. Wider than any grammar of addresses: what is
 * masked wrongly costs a word, what is missed is told to everybody who reads the log. Takes linear time.
 */
public final class Addresses {
    public static final String MASK = "[address]";

    /** The sign itself, its full-width and small forms, and how URLs, JSON and HTML write it. */
    private static final Pattern AT =
            Pattern.compile("[@\uFF20\uFE6B]|%40|\\\\u0040|&#64;|&#x40;|&commat;", Pattern.CASE_INSENSITIVE);

    private static final String EDGES = "<>\"(),;:[]\\";

    private Addresses() {}

    public static String mask(String text) {
        Matcher at = AT.matcher(text);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        int from = 0;
        while (at.find(from)) {
            int start = startOf(text, at.start(), done);
            int end = endOf(text, at.end());
            from = at.end();
            if (start < at.start() && end > at.end()) {
                masked.append(text, done, start).append(MASK);
                done = end;
                from = end;
            }
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    /** Where the part before the sign begins, not before {@code floor}; a quoted one begins with its quote. */
    private static int startOf(String text, int at, int floor) {
        int start = at;
        if (start > floor && text.charAt(start - 1) == '"') {
            int quote = text.lastIndexOf('"', start - 2);
            return Math.max(quote, floor);
        }
        while (start > floor && !isEdge(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Where the part after the sign ends; a bracketed one ends with its bracket. */
    private static int endOf(String text, int at) {
        int end = at;
        if (end < text.length() && text.charAt(end) == '[') {
            int bracket = text.indexOf(']', end);
            return bracket < 0 ? text.length() : bracket + 1;
        }
        while (end < text.length() && !isEdge(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isEdge(char c) {
        return Character.isWhitespace(c) || EDGES.indexOf(c) >= 0;
    }
}
