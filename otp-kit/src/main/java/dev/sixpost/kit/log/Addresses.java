package dev.sixpost.kit.log;

import java.util.regex.Pattern;

/** Finds what looks like an e-mail address in a text that somebody else wrote. */
public final class Addresses {
    public static final String MASK = "[address]";

    private static final String AT = "(?:[@\uFF20\uFE6B]|%40|\\\\u0040|&#64;|&#x40;)";
    private static final String EDGE = "\\s<>\"'(),;:\\[\\]{}=/\\\\";

    /** Wider than any grammar of addresses: what is masked wrongly costs a word, what is missed costs a secret. */
    private static final Pattern ADDRESS = Pattern.compile("(?:\"[^\"\\r\\n]{0,128}\"|[^" + EDGE + "]{1,320})" + AT
            + "(?:\\[[^\\]\\s]{1,64}\\]|[^" + EDGE + "]{1,320})");

    private Addresses() {}

    public static String mask(String text) {
        return mayHoldOne(text) ? ADDRESS.matcher(text).replaceAll(MASK) : text;
    }

    private static boolean mayHoldOne(String text) {
        return text.indexOf('@') >= 0
                || text.indexOf('\uFF20') >= 0
                || text.indexOf('\uFE6B') >= 0
                || text.contains("%40")
                || text.contains("u0040")
                || text.contains("&#");
    }
}
