package dev.sixpost.issuer.flow;

/** Nothing of a batch became visible; it comes again. */
final class NotPublishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean aborted;

    /** {@code aborted} where the transaction was, so that the same clients can begin the next one. */
    NotPublishedException(Throwable cause, boolean aborted) {
        super("batch not published", cause);
        this.aborted = aborted;
    }

    boolean aborted() {
        return aborted;
    }
}
