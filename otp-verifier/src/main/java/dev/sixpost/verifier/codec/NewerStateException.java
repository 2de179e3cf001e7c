package dev.sixpost.verifier.codec;

/** A state that a newer version wrote: nothing is wrong with it, and a verifier of that version reads it. */
public final class NewerStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerStateException() {
        super("a stored state was written by a newer version");
    }
}
