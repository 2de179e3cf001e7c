package dev.sixpost.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** What the mail carries: the code alone, or a link beside it. */
public enum DeliveryForm {
    @JsonProperty("code")
    CODE("code"),
    @JsonProperty("link")
    LINK("link");

    private final String wire;

    DeliveryForm(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<DeliveryForm> ofWire(String wire) {
        return Arrays.stream(values()).filter(f -> f.wire.equals(wire)).findFirst();
    }
}
