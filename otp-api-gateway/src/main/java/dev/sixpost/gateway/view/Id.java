package dev.sixpost.gateway.view;

import java.util.HexFormat;

/**
 * An id or a pseudonym as the view keeps it: a third of the memory of its characters where it is 128 bits in lower-case
 * hex, as all of ours are. Pure.
 */
public sealed interface Id {
    int DIGITS = 32;

    record Bits(long high, long low) implements Id {
        @Override
        public String text() {
            return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
        }
    }

    /** Somebody else's. */
    record Other(String text) implements Id {}

    /** What it was made of. */
    String text();

    static Id of(String text) {
        boolean bits = text.length() == DIGITS && text.chars().allMatch(Id::isDigit);
        return bits
                ? new Bits(
                        HexFormat.fromHexDigitsToLong(text, 0, DIGITS / 2),
                        HexFormat.fromHexDigitsToLong(text, DIGITS / 2, DIGITS))
                : new Other(text);
    }

    private static boolean isDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }
}
