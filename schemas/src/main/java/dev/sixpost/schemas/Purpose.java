package dev.sixpost.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** What a code is asked for; a code works for its own purpose only. */
public enum Purpose {
    @JsonProperty("signup")
    SIGNUP("signup"),
    @JsonProperty("login")
    LOGIN("login"),
    @JsonProperty("forgot_password")
    FORGOT_PASSWORD("forgot_password"),
    @JsonProperty("verify_email")
    VERIFY_EMAIL("verify_email");

    /** What a request without a purpose asks for. */
    public static final Purpose DEFAULT = VERIFY_EMAIL;

    private final String wire;

    Purpose(String wire) {
        this.wire = wire;
    }

    /** The name in JSON, in settings and in derivations. */
    public String wire() {
        return wire;
    }

    public static Optional<Purpose> ofWire(String wire) {
        return Arrays.stream(values()).filter(p -> p.wire.equals(wire)).findFirst();
    }
}
