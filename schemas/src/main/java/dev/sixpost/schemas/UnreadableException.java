package dev.sixpost.schemas;

/** Carries the reason out of the reading of a record; without a stack trace, since it is an outcome. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
