package dev.sixpost.kit.text;

/** Text from settings and requests that may stand where people read it. Pure. */
public final class SafeText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /** One line: free of line ends, other control characters, and what hides or turns text. */
    public static boolean line(String text) {
        return text.codePoints().noneMatch(SafeText::dangerous);
    }

    /** Like {@link #line}, but may have several. */
    public static boolean lines(String text) {
        return text.codePoints().noneMatch(c -> c != '\n' && dangerous(c));
    }

    private static boolean dangerous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // The joiners build letters and emoji; any other invisible character only hides something.
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
