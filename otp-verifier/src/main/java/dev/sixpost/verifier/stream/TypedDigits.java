package dev.sixpost.verifier.stream;

import java.util.Optional;

/** Digits as somebody typed them: spaces and hyphens are ignored, full-width digits folded, anything else refused. */
final class TypedDigits {
    private static final int MAX_TYPED = 64;
    private static final int FEWEST = 6;
    private static final int MOST = 10;

    private TypedDigits() {}

    static Optional<String> read(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(MOST);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c >= '\uFF10' && c <= '\uFF19') {
                digits.append((char) (c - '\uFF10' + '0'));
            } else if (!isIgnored(c)) {
                return Optional.empty();
            }
        }
        boolean fits = digits.length() >= FEWEST && digits.length() <= MOST;
        return fits ? Optional.of(digits.toString()) : Optional.empty();
    }

    /** Space, no-break space, thin space, hyphen. */
    private static boolean isIgnored(char c) {
        return c == ' ' || c == '\u00A0' || c == '\u2009' || c == '-';
    }
}
