package dev.sixpost.kit.life;

/** Why a service cannot start although its configuration is right; the message says what to do about it. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
