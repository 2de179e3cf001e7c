package dev.sixpost.issuer.decide;

import java.util.Locale;

/** How a challenge ended. One that merely ran out of time has none of these. */
public enum FinalState {
    VERIFIED,
    EXHAUSTED,
    SUPERSEDED;

    /** As it stands in the table. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FinalState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
