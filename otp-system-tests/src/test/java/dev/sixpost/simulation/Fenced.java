package dev.sixpost.simulation;

/** Another member has what this one thought it had, or the coordinator gave its transaction up. */
final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fenced() {
        super("fenced", null, false, false);
    }
}
