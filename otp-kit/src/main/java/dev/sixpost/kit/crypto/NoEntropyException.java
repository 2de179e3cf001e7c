package dev.sixpost.kit.crypto;

/** No randomness is to be had just now. Whatever needed it is not done; it may be tried again. */
public final class NoEntropyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoEntropyException(Throwable cause) {
        super("the generator of random numbers failed", cause);
    }
}
