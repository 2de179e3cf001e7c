package dev.sixpost.verifier.codec;

/** A state that no version can read. Its message quotes nothing of it. */
public final class BrokenStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenStateException() {
        super("a stored state cannot be read");
    }
}
