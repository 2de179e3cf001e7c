package dev.sixpost.issuer.store;

/** Something in the batch can never be stored, however often it is tried. */
public final class UnprocessableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnprocessableException(Throwable cause) {
        super("a record that cannot be processed", cause);
    }
}
