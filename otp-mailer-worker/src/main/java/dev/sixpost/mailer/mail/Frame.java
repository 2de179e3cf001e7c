package dev.sixpost.mailer.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that is written but for its {@link Hole}s. Immutable.
 *
 * @param pieces one more than there are holes
 */
record Frame(List<String> pieces, List<Hole> holes) {
    /** Of a line of quoted-printable, 76 with the equals sign that ends it. */
    static final int LINE = 75;

    static final String SOFT_BREAK = "=\r\n";

    Frame {
        pieces = List.copyOf(pieces);
        holes = List.copyOf(holes);
    }

    /** What may go into the holes of a mail; empty where the mail has no such hole. */
    interface Filling {
        String of(Hole hole);
    }

    void fill(Filling filling, StringBuilder out) {
        for (int i = 0; i < holes.size(); i++) {
            out.append(pieces.get(i));
            String text = filling.of(holes.get(i));
            for (int from = 0; from < text.length(); from += LINE) {
                out.append(from == 0 ? "" : SOFT_BREAK);
                out.append(text, from, Math.min(from + LINE, text.length()));
            }
        }
        out.append(pieces.getLast());
    }

    int length() {
        int length = 0;
        for (String piece : pieces) {
            length += piece.length();
        }
        return length;
    }

    /** Puts a frame together. */
    static final class Builder {
        private final List<String> pieces = new ArrayList<>();
        private final List<Hole> holes = new ArrayList<>();
        private final StringBuilder piece = new StringBuilder();

        Builder append(CharSequence text) {
            piece.append(text);
            return this;
        }

        Builder append(Hole hole) {
            holes.add(hole);
            pieces.add(piece.toString());
            piece.setLength(0);
            return this;
        }

        Frame build() {
            pieces.add(piece.toString());
            return new Frame(pieces, holes);
        }
    }
}
