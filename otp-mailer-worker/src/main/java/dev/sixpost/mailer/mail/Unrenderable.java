package dev.sixpost.mailer.mail;

/** No mail can be made of this request; the word says why and quotes nothing. */
public final class Unrenderable extends Exception {
    private static final long serialVersionUID = 1L;

    public Unrenderable(String word) {
        super(word, null, false, false);
    }
}
