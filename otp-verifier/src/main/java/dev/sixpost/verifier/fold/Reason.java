package dev.sixpost.verifier.fold;

/** Why a guess is not accepted, by the name of the HTTP problem. */
public enum Reason {
    INVALID_REQUEST("invalid-request"),
    LOCKED("locked"),
    CODE_INCORRECT("code-incorrect"),
    TOO_MANY_ATTEMPTS("too-many-attempts"),
    CODE_EXPIRED("code-expired"),
    NO_ACTIVE_CODE("no-active-code"),
    IDEMPOTENCY_MISMATCH("idempotency-mismatch"),
    UNAVAILABLE("unavailable");

    private final String wire;

    Reason(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
