package dev.sixpost.mailer.mail;

/**
 * What is filled in when a mail is sent, and differs from mail to mail. Until then a control character stands for it: no
 * text of settings has one. What is filled in is ASCII and means itself in HTML and in quoted-printable.
 */
enum Hole {
    CODE('\u0001', 10),
    LINK('\u0002', 0),
    REPORT('\u0003', 0);

    private final char mark;
    private final int width;

    Hole(char mark, int width) {
        this.mark = mark;
        this.width = width;
    }

    /** For the model of a template. */
    String mark() {
        return String.valueOf(mark);
    }

    /** The most characters that are filled in and stand on one line; 0: too many for one. */
    int width() {
        return width;
    }

    /** Whether a character is a mark at all. */
    static boolean isMark(int character) {
        return character >= CODE.mark && character <= REPORT.mark;
    }

    static Hole of(int mark) {
        return values()[mark - CODE.mark];
    }
}
