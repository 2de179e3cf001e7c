package dev.sixpost.simulation;

/** A dependency does not answer. */
final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Away() {
        super("away", null, false, false);
    }
}
