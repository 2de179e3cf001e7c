package dev.sixpost.mailer.mail;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** RFC 2045's quoted-printable of text in UTF-8, leaving {@link Hole}s open. Lines end with LF before and CRLF after. Pure. */
final class QuotedPrintable {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Frame.Builder out;
    private int column;

    private QuotedPrintable(Frame.Builder out) {
        this.out = out;
    }

    static void encode(String text, Frame.Builder out) {
        QuotedPrintable encoder = new QuotedPrintable(out);
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            boolean lineEnds = i + 1 == characters.length || characters[i + 1] == '\n';
            encoder.character(characters[i], lineEnds);
        }
    }

    private void character(int character, boolean lineEnds) {
        if (character == '\n') {
            out.append("\r\n");
            column = 0;
        } else if (Hole.isMark(character)) {
            hole(Hole.of(character));
        } else if (literal(character, lineEnds)) {
            write(Character.toString(character));
        } else {
            write(escaped(character));
        }
    }

    /** A long one has lines of its own. */
    private void hole(Hole hole) {
        if (hole.width() == 0) {
            softBreak();
            out.append(hole).append(Frame.SOFT_BREAK);
            return;
        }
        if (column + hole.width() > Frame.LINE) {
            softBreak();
        }
        out.append(hole);
        column += hole.width();
    }

    /** A space at the end of a line would be lost. */
    private static boolean literal(int character, boolean lineEnds) {
        return character == ' ' ? !lineEnds : character > ' ' && character < 0x7f && character != '=';
    }

    private static String escaped(int character) {
        StringBuilder escaped = new StringBuilder(12);
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            escaped.append('=').append(HEX.toHexDigits(octet));
        }
        return escaped.toString();
    }

    /** A character is not parted by the end of a line. */
    private void write(String encoded) {
        if (column + encoded.length() > Frame.LINE) {
            softBreak();
        }
        out.append(encoded);
        column += encoded.length();
    }

    private void softBreak() {
        if (column > 0) {
            out.append(Frame.SOFT_BREAK);
            column = 0;
        }
    }
}
