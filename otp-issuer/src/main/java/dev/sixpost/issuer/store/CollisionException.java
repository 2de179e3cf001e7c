package dev.sixpost.issuer.store;

/** Another instance was quicker on a row that was counted on: deciding again on what it left helps. */
final class CollisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CollisionException() {
        super("another instance has changed what was counted on");
    }
}
