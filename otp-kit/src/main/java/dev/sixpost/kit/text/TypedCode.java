package dev.sixpost.kit.text;

import java.util.Optional;

/**
 * The digits of a code as people type and paste them: spaces (U+0020, U+00A0, U+2009) and hyphens between them do not
 * count, full-width digits are the digits they look like. Anything else makes it no code; nothing is silently dropped.
 */
public final class TypedCode {
    public static final int MIN_DIGITS = 6;
    public static final int MAX_DIGITS = 10;

    /** Spaces and hyphens, in the widths that keyboards for full-width digits type them too. */
    private static final String IGNORED = " \u00A0\u2007\u2009\u202F\u3000-\uFF0D";

    private static final int MAX_TYPED = 64;
    private static final char FULL_WIDTH_ZERO = '０';
    private static final char FULL_WIDTH_NINE = '９';

    private TypedCode() {}

    public static Optional<String> digits(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c >= FULL_WIDTH_ZERO && c <= FULL_WIDTH_NINE) {
                digits.append((char) ('0' + (c - FULL_WIDTH_ZERO)));
            } else if (IGNORED.indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        return digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS
                ? Optional.empty()
                : Optional.of(digits.toString());
    }
}
